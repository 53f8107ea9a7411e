import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { literalText } from "../../test-support/literal-texts.js";
import { aggregateText } from "../../test-support/model-texts.js";
import { placedProject } from "../../test-support/placed-project.js";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { withoutInsertions } from "../../test-support/without-insertions.js";
import { applyEdits } from "../edit/apply-edits.js";
import { syntaxProblem } from "../edit/user-file.js";
import { planFix } from "./plan-fix.js";

/** What stands above a decider, or alone in a spec file. */
const heads = fc.constantFrom(
  "",
  "#!/usr/bin/env node\n",
  "// @ts-check\n",
  "/** About the file. */\n\n",
  "import type { Clock } from '@factum/core'\n",
  "import { fold } from '@factum/core'\n",
  'import {\n  fold, // why\n  unreachable,\n} from "@factum/core";\n',
  'import * as core from "@factum/core";\n',
  'import { NotImplementedError as Todo } from "@factum/core"; // ours\n',
  '// biome-ignore lint: it is so\nimport "./side-effect.js"; import { it as spec } from "vitest"\n',
  'import { test } from "vitest";\r\n',
  "const NotImplementedError = 1, it = 2;\n",
);

test("whatever a file of the user's looks like, --fix only adds, and adds once", { timeout: 120_000 }, () => {
  const { folder, ...project } = temporaryProject();
  const commands = '{ New: { data: {}, emits: ["Opened"] }, Other: { data: {}, emits: ["Closed"] } }';
  const models = placedProject(folder, { "src/training.model.ts": aggregateText({ commands }) });
  fc.assert(
    fc.property(heads, literalText, heads, fc.constantFrom("", "\n", "\r\n", "// end"), (head, literal, spec, end) => {
      const mark = literal.text.startsWith("\uFEFF") ? "\uFEFF" : "";
      const call = "export const training = defineTraining({ decide: table, evolve: { Opened: 1, Closed: 1 } });";
      project.write("src/training.decider.ts", `${mark}${head}${literal.text.slice(mark.length)}${call}${end}`);
      project.write("src/training.spec.ts", `${spec}${end}`);
      fc.pre(syntaxProblem("a.ts", project.read("src/training.decider.ts")) === undefined);

      const { diagnostics, edits } = planFix(models, { write: true });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(edits.map((edit) => path.basename(edit.path))).toEqual(["training.decider.ts", "training.spec.ts"]);
      applyEdits(folder, edits);
      for (const { path: file, before, insertions } of edits) {
        const after = readFileSync(file, "utf8");
        expect(Buffer.from(withoutInsertions(after, insertions)).equals(before ?? Buffer.of())).toBe(true);
        expect(syntaxProblem(file, after)).toBeUndefined();
      }
      expect(planFix(models, { write: true }).edits).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
