/** `npm run goldens -w packages/codegen`: writes what the golden models lead to, for a person to look at and commit. */
import { formatDiagnostic } from "../src/check/format-diagnostic.js";
import { generate } from "../src/generate.js";
import { GOLDEN_FOLDER, writeTranscript } from "./goldens.js";

const { diagnostics, changes } = await generate({ folder: GOLDEN_FOLDER, cache: false });
for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
for (const { kind, file } of changes) console.log(`${kind} ${file}`);
await writeTranscript();
process.exitCode = diagnostics.length === 0 ? 0 : 1;
