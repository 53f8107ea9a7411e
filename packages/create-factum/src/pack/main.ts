/** Runs before `npm pack`: writes the templates beside the compiled code. Everything in them comes from the repository. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { emptyTemplate } from "./empty-template.js";
import { sampleTemplate } from "./sample-template.js";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
const target = fileURLToPath(new URL("../../dist/template", import.meta.url));

const templates = { sample: sampleTemplate(repository), empty: await emptyTemplate(repository) };
rmSync(target, { recursive: true, force: true });
for (const [name, files] of Object.entries(templates)) {
  for (const [file, text] of files) {
    const to = path.join(target, name, file);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, text);
  }
}
