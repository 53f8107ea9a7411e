import path from "node:path";
import { importPath } from "../emit/import-path.js";
import { braced, bracedLines, lines } from "../emit/printer/blocks.js";
import { type Doc, hardline, indent } from "../emit/printer/doc.js";
import { stringLiteral } from "../emit/printer/string-literal.js";
import { byLetter } from "../model/code-point-order.js";
import { idTypeOf } from "../model/id-type.js";
import type { LoadedEvent } from "../model/loaded-model.js";
import { generatedFolderOf } from "../model/model-file.js";
import { camelCase } from "../model/names.js";
import type { ProjectAggregate } from "../model/project.js";
import { lookupOf, unnamed } from "../model/schema-lookup.js";
import { printed, schemaImports } from "./aggregate-texts.js";
import type { NamedSchemas } from "./named-schemas.js";
import { columnsChangedBy, otherValue, type RowColumn } from "./row-columns.js";
import { withArticle, wordsOf } from "./words.js";

/** A read model on its way to be written. */
export interface NewReadModel {
  readonly name: string;
  readonly stem: string;
  /** Absolute. */
  readonly folder: string;
  readonly from: ProjectAggregate;
  /** The first one makes a row. */
  readonly events: readonly LoadedEvent[];
  readonly key: RowColumn;
  readonly columns: readonly RowColumn[];
}

/** `loan-list.model.ts` */
export function readModelModelText(
  { name, folder, from, events, key, columns }: NewReadModel,
  schemas: NamedSchemas,
): string {
  const row = [key, ...columns].map(({ field, code }) => `${field.name}: ${code}`);
  const types = events.map((event) => stringLiteral(event.name)).join(", ");
  const usesZod = [key, ...columns].some(({ code }) => /\bz\./.test(code));
  return printed([
    lines([
      'import { readModel } from "@factum/core/model";',
      ...(usesZod ? ['import { z } from "zod";'] : []),
      ...schemaImports(folder, schemas),
      `import ${from.model.name} from "${importPath(folder, from.file.path)}";`,
    ]),
    [
      `/** One row for each ${wordsOf(from.model.name)}, from ${events[0]?.name ?? "its first event"} on. */`,
      hardline,
      `export default readModel("${name}", `,
      bracedLines([
        `from: [${from.model.name}.events(${types})]`,
        `key: ["${key.field.name}"]`,
        ["row: ", braced(row)],
      ]),
      ");",
    ],
  ]);
}

/** `loan-list.read-model.ts`: the first event makes the row, later ones bring what they have anew. */
export function readModelHandlersText({ name, stem, events, key, columns }: NewReadModel): string {
  const [first, ...others] = events;
  const fold: Doc[] = [
    ...(first === undefined ? [] : [[`${first.name}: `, makesRow(columns)]]),
    ...others.map((event) => [`${event.name}: `, changesRow(columnsChangedBy(event, columns))]),
  ];
  return printed([
    `import { define${name} } from "./generated/${stem}.runtime.js";`,
    [
      `export const ${camelCase(name)} = define${name}(`,
      bracedLines([`key: (event) => ({ ${key.field.name}: event.id })`, ["fold: ", bracedLines(fold)]]),
      ");",
    ],
  ]);
}

function makesRow(columns: readonly RowColumn[]): Doc {
  if (columns.length === 0) return "() => ({})";
  return ["({ data }) => (", braced(columns.map((each) => `${each.field.name}: ${valueIn("data", each)}`)), ")"];
}

function changesRow(columns: readonly RowColumn[]): Doc {
  if (columns.length === 0) return "(_event, row) => row";
  const changes = columns.map(({ field }) => `${field.name}: data.${field.name}`);
  return ["({ data }, row) => row && ", braced(["...row", ...changes])];
}

/** A row has every column; what may be missing is null. */
function valueIn(data: string, { field }: RowColumn): string {
  return `${data}.${field.name}${field.optional ? " ?? null" : ""}`;
}

/** `loan-list.spec.ts` */
export function readModelSpecText(readModel: NewReadModel): string {
  const { name, stem, folder, from, events, key, columns } = readModel;
  const [first, ...others] = events;
  const created = first?.name ?? "";
  const testkit = importPath(folder, path.join(generatedFolderOf(from.file), `${from.file.stem}.testkit.ts`));
  const types = importPath(folder, path.join(generatedFolderOf(from.file), `${from.file.stem}.types.ts`));
  const hasUuid = isUuid(from);
  const idType = idTypeOf(from.model);
  const row = [
    `${key.field.name}: id`,
    ...columns.map((each) => `${each.field.name}: ${valueIn("created.data", each)}`),
  ];
  const changed = others.flatMap((event) => {
    const values = columnsChangedBy(event, columns).flatMap(({ field }) => {
      const value = otherValue(field, from.model);
      return value === undefined ? [] : [`${field.name}: ${value}`];
    });
    return values.length === 0 ? [] : [{ event: event.name, values }];
  });
  const words = wordsOf(from.model.name);
  const another = hasUuid ? [`const another = "f16e5edd-8a02-4b3d-8f98-5a4c6b5d2e66" as ${idType};`] : [];
  return printed([
    lines([
      'import { describe, it } from "vitest";',
      [
        "import ",
        braced(["id", "on", created, ...changed.map(({ event }) => event)].sort(byLetter)),
        ` from "${testkit}";`,
      ],
      ...(hasUuid ? [`import type { ${idType} } from "${types}";`] : []),
      `import { given } from "./generated/${stem}.testkit.js";`,
    ]),
    lines([...another, `const created = ${created}();`, ["const row = ", braced(row), ";"]]),
    [
      `describe("The ${wordsOf(name)}", () => {`,
      indent([
        hardline,
        it("is empty at first", ["given().thenRows([]);"]),
        hardline,
        hardline,
        it(`shows ${withArticle(from.model.name)} from ${created} on`, ["given(on(id, created)).thenRows([row]);"]),
        ...changed.flatMap(({ event, values }) => [
          hardline,
          hardline,
          it(`shows what ${event} changes`, [
            `const changes = { ${values.join(", ")} };`,
            hardline,
            `given(on(id, created, ${event}(changes))).thenRows([{ ...row, ...changes }]);`,
          ]),
        ]),
        ...(hasUuid
          ? [
              hardline,
              hardline,
              it(`has a row for each ${words}`, [
                "given(on(id, created), on(another, created)).thenRows([row, ",
                `{ ...row, ${key.field.name}: another }]);`,
              ]),
            ]
          : []),
      ]),
      hardline,
      "});",
    ],
  ]);
}

function it(sentence: string, body: Doc): Doc {
  return [`it("${sentence}", () => {`, indent([hardline, body]), hardline, "});"];
}

function isUuid({ model }: ProjectAggregate): boolean {
  const form = unnamed(model.id.form, lookupOf(model.named));
  return form.kind === "string" && form.format === "uuid";
}
