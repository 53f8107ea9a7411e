import fc from "fast-check";
import { Project } from "ts-morph";
import { expect, test } from "vitest";
import { aggregateText } from "../../test-support/model-texts.js";
import { projectOf } from "../../test-support/project-of.js";
import { checkProject } from "../check/check-project.js";
import { emitProject } from "./emit-project.js";

/** Texts that try to end the string, the comment or the template that they are put into. */
const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    '"',
    "'",
    "`",
    "\\",
    "*/",
    "/**",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack
    "${alert(1)}",
    "\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "</script>",
    "__proto__",
  ),
  fc
    .array(fc.constantFrom('"', "'", "`", "\\", "*/", "*", "/", "\n", "\u2028", "${", "}", ";", "alert(1)", " "), {
      maxLength: 12,
    })
    .map((parts) => parts.join("")),
);

test("whatever a model's texts say, the generated code has the same structure", { timeout: 60_000 }, () => {
  const plain = structure("text");
  fc.assert(
    fc.property(hostile, (text) => {
      fc.pre(text !== "other");
      expect(structure(text)).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});

/** The kinds of the statements of every generated file, and the problems of its syntax. */
function structure(text: string): unknown {
  const quoted = JSON.stringify(text);
  const field = `z.literal([${quoted}, "other"]).describe(${quoted}).meta({ examples: [${quoted}] })`;
  const record = `z.record(z.enum([${quoted}, "other"]), z.int())`;
  const project = projectOf({
    "src/training.model.ts": aggregateText({
      state: `z.object({ field: ${field}.nullable() })`,
      initialState: "{ field: null }",
      events: `{ Opened: event({ field: ${field}, record: ${record} }), Closed: event({}) }`,
      rejections: `{ IsOpen: rejection(${quoted}) }`,
    }),
  });
  expect(checkProject(project).filter(({ severity }) => severity === "error")).toEqual([]);
  const syntax = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  return emitProject(project).map((file) => {
    const parsed = syntax.createSourceFile(file.path, file.text);
    const problems = (parsed.compilerNode as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics;
    return [file.path, problems.length, parsed.getStatements().map((statement) => statement.getKindName())];
  });
}
