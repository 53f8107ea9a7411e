import { importPath } from "../emit/import-path.js";
import { braced, bracedLines, lines, paragraphs } from "../emit/printer/blocks.js";
import { type Doc, hardline, indent, join } from "../emit/printer/doc.js";
import { printDoc } from "../emit/printer/print-doc.js";
import { byCodePoint, byLetter } from "../model/code-point-order.js";
import type { AggregateNames } from "./aggregate-names.js";
import type { Field } from "./field.js";
import type { NamedSchemas } from "./named-schemas.js";
import { capitalized, withArticle, wordsOf } from "./words.js";

/** `loan.model.ts`: a command that creates it, the event that says so, a rejection when it is there already. */
export function modelText(names: AggregateNames, fields: readonly Field[], schemas: NamedSchemas): string {
  const shape = shapeCode(fields);
  const none = `z.object({ ${names.discriminator}: z.literal("none") })`;
  const active = ["z.object(", braced([`${names.discriminator}: z.literal("active")`, ...fieldCodes(fields)]), ")"];
  const words = wordsOf(names.name);
  const parts: Doc[] = [
    `id: ${names.id}`,
    [
      `state: z.discriminatedUnion("${names.discriminator}", [`,
      indent([hardline, none, ",", hardline, active, ","]),
      hardline,
      "])",
    ],
    `initialState: { ${names.discriminator}: "none" }`,
    ["events: ", bracedLines([[`/** The ${words} was created. */`, hardline, `${names.event}: event(`, shape, ")"]])],
    ["rejections: ", bracedLines([`${names.rejection}: rejection("${names.sentence}")`])],
    [
      "commands: ",
      bracedLines([
        [
          `/** Creates the ${words}. */`,
          hardline,
          `${names.command}: `,
          bracedLines([["data: ", shape], `emits: ["${names.event}"]`, `rejects: ["${names.rejection}"]`]),
        ],
      ]),
    ],
  ];
  return printed([
    lines([
      'import { aggregate, event, rejection } from "@factum/core/model";',
      'import { z } from "zod";',
      ...schemaImports(names.folder, schemas),
    ]),
    [
      `/** ${capitalized(withArticle(names.name))}, from its creation on. */`,
      hardline,
      `export default aggregate("${names.name}", `,
      bracedLines(parts),
      ");",
    ],
  ]);
}

/** `loan.decider.ts`, whole. */
export function deciderText(names: AggregateNames, fields: readonly Field[]): string {
  const hasData = fields.length > 0;
  const decide: Doc = [
    `${names.command}(state, ${hasData ? "data" : "_data"}, { event, reject }) {`,
    indent([
      hardline,
      `switch (state.${names.discriminator}) {`,
      indent([
        hardline,
        'case "none":',
        indent([hardline, `return event.${names.event}(${hasData ? "data" : ""});`]),
        hardline,
        'case "active":',
        indent([hardline, `return reject.${names.rejection}();`]),
      ]),
      hardline,
      "}",
    ]),
    hardline,
    "}",
  ];
  const state = `{ ${names.discriminator}: "active"${hasData ? ", ...data" : ""} }`;
  const evolve = `${names.event}: (${hasData ? "_state, data" : ""}) => (${state})`;
  return printed([
    `import { define${names.name} } from "./generated/${names.stem}.runtime.js";`,
    [
      `export const ${names.decider} = define${names.name}(`,
      bracedLines([
        ["decide: ", bracedLines([decide])],
        ["evolve: ", bracedLines([evolve])],
      ]),
      ");",
    ],
  ]);
}

/** `loan.spec.ts`: that it can be created, what it is then, that it cannot be created again; and what holds for any. */
export function specText(names: AggregateNames, fields: readonly Field[]): string {
  const hasData = fields.length > 0;
  const samples = fields.flatMap(({ name, sample }) => (sample === undefined ? [] : [`${name}: ${sample}`]));
  const given = samples.length === 0 ? "" : braced(samples);
  const data = hasData ? "data" : "";
  const state = `{ ${names.discriminator}: "active"${hasData ? ", ...data" : ""} }`;
  const words = capitalized(withArticle(names.name));
  return printed([
    lines([
      'import { deciderProperties } from "@factum/testing/properties";',
      'import { describe, it } from "vitest";',
      [
        "import ",
        braced([names.command, "given", names.event].sort(byLetter)),
        ` from "./generated/${names.stem}.testkit.js";`,
      ],
    ]),
    ...(hasData ? [[`const { data } = ${names.command}(`, given, ");"]] : []),
    spec(`${words} that does not exist yet`, "can be created", [
      "given()",
      `.when(${names.command}(${data}))`,
      `.then(${names.event}(${data}))`,
      `.thenState(${state});`,
    ]),
    spec(`${words} that exists`, "cannot be created again, and stays as it is", [
      `given(${names.event}(${data}))`,
      `.when(${names.command}())`,
      `.thenRejects("${names.rejection}")`,
      `.thenState(${state});`,
    ]),
    [
      `describe("Any ${wordsOf(names.name)}", () => {`,
      indent([hardline, "for (const { name, check } of deciderProperties(given)) it(name, check);"]),
      hardline,
      "});",
    ],
  ]);
}

/** A spec with one sentence, its chain one call a line. */
export function spec(subject: string, sentence: string, chain: readonly Doc[]): Doc {
  const [first = "", ...rest] = chain;
  const calls = [first, indent(rest.map((call) => [hardline, call]))];
  return [
    `describe("${subject}", () => {`,
    indent([hardline, `it("${sentence}", () => {`, indent([hardline, calls]), hardline, "});"]),
    hardline,
    "});",
  ];
}

/** `{ title: z.string() }` */
export function shapeCode(fields: readonly Field[]): Doc {
  return braced(fieldCodes(fields));
}

function fieldCodes(fields: readonly Field[]): readonly string[] {
  return fields.map(({ name, code }) => `${name}: ${code}`);
}

/** One import for each file that exports some of the schemas. */
export function schemaImports(folder: string, { fileOf }: NamedSchemas): readonly Doc[] {
  const byFile = new Map<string, string[]>();
  for (const [name, file] of fileOf) byFile.set(file, [...(byFile.get(file) ?? []), name]);
  return [...byFile]
    .sort(([a], [b]) => byCodePoint(importPath(folder, a), importPath(folder, b)))
    .map(([file, names]) => ["import ", braced(names.sort(byLetter)), ` from "${importPath(folder, file)}";`]);
}

/** Paragraphs as the text of a file. */
export function printed(parts: readonly Doc[]): string {
  return printDoc([join(hardline, [paragraphs(parts)]), hardline]);
}
