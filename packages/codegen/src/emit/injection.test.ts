import fc from "fast-check";
import { Project, ts } from "ts-morph";
import { expect, test } from "vitest";
import { HOSTILE_NAMES, NAME_POSITIONS, type NamePosition } from "../../test-support/hostile-names.js";
import { aggregateText } from "../../test-support/model-texts.js";
import { projectOf } from "../../test-support/project-of.js";
import { checkProject } from "../check/check-project.js";
import { emitProject } from "./emit-project.js";

/** Texts that try to end the string, the comment or the template that they are put into. */
const pieces = [
  '"',
  "'",
  "`",
  "\\",
  "*/",
  "/**",
  "*",
  "/",
  "\n",
  "\r",
  "\u2028",
  "${",
  "}",
  ";",
  "alert(1)",
  " ",
  "@ts-ignore",
];
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE_NAMES.filter((name) => name.length < 100)),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join("")),
);
const RUNS = { numRuns: 60 };
const SLOW = { timeout: 120_000 };

test.each(Object.entries(NAME_POSITIONS))(
  "whatever %s is called, it is refused, or the generated code has the shape that an innocent name gives",
  SLOW,
  (_what, { files }) => {
    const innocent = shape(files, "Innocent");
    fc.assert(
      fc.property(hostile, (name) => {
        fc.pre(name !== "other");
        const found = shape(files, name);
        if (found !== undefined) expect(found).toEqual(innocent);
      }),
      RUNS,
    );
  },
);

test(
  "whatever the documentation says, the generated code has the same shape, and nothing directs the compiler",
  SLOW,
  () => {
    const documented: NamePosition = (text) => ({
      "src/training.model.ts": `/** ${JSON.parse(text)} */\n${aggregateText({
        events: `{ /** ${JSON.parse(text)} */ Opened: event({ /** ${JSON.parse(text)} */ a: z.string() }), Closed: event({}) }`,
      })}`,
    });
    const innocent = shape(documented, "Innocent");
    fc.assert(
      fc.property(hostile, (text) => {
        // It would end the comment in the model itself.
        fc.pre(!`${text} `.includes("*/"));
        expect(shape(documented, text)).toEqual(innocent);
      }),
      RUNS,
    );
  },
);

/** The kinds of all nodes of every generated file; undefined if the name is refused. */
function shape(files: NamePosition, name: string): unknown {
  const project = projectOf(files(JSON.stringify(name)));
  if (checkProject(project).some(({ severity }) => severity === "error")) return undefined;
  const syntax = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  return emitProject(project).map((file) => {
    const { compilerNode } = syntax.createSourceFile(file.path, file.text);
    const { parseDiagnostics, commentDirectives } = compilerNode as unknown as {
      readonly parseDiagnostics: readonly unknown[];
      readonly commentDirectives?: readonly unknown[];
    };
    // As it is read back from the disk.
    expect(file.text).toBe(Buffer.from(file.text).toString());
    return [parseDiagnostics.length, commentDirectives?.length ?? 0, kinds(compilerNode)];
  });
}

/** A tree of kinds as text. Whether a property's name needs quotes is no difference. */
function kinds(node: ts.Node): string {
  if (ts.isPropertyName(node) && "name" in node.parent && node.parent.name === node) return "name";
  const inner: string[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(kinds(child));
  });
  const kind = ts.SyntaxKind[node.kind];
  return inner.length === 0 ? kind : `${kind}(${inner.join(" ")})`;
}
