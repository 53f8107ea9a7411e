import { tablePath } from "../../model/read-model-tables.js";
import type { FieldForm } from "../../model/schema-form.js";
import { heading } from "../aggregate/aggregate-emission.js";
import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList } from "../import-list.js";
import { namedTypes } from "../named-types.js";
import { block } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { jsDoc } from "../printer/js-doc.js";
import { interfaceMembers } from "../type-expression.js";
import type { ReadModelEmission, TableEmission } from "./read-model-emission.js";

/** `training-list.types.ts`: the row of each table, its key, and its values. */
export function emitReadModelTypes(emission: ReadModelEmission): EmittedFile {
  const { model, file } = emission.entry;
  const imports = createImportList();
  const parts = [
    ...namedTypes(model.named, imports),
    heading("Rows"),
    ...emission.tables.flatMap((each) => rowTypes(emission, each)),
  ];
  return generatedFile(file, "types", imports, parts);
}

function rowTypes({ entry }: ReadModelEmission, { table, typeName }: TableEmission): readonly Doc[] {
  const { source } = entry;
  const key = table.row.filter((field) => table.key.includes(field.name));
  const values = table.row.filter((field) => !table.key.includes(field.name));
  const fields = (some: readonly FieldForm[]) =>
    interfaceMembers(some.map(withNull), (field) => source.docOf(tablePath(table, "row", field)));
  return [
    block(`export interface ${typeName("Key")}`, fields(key)),
    block(`export interface ${typeName("Values")}`, fields(values)),
    [
      jsDoc(source.docOf(tablePath(table))),
      `export interface ${typeName("Row")} extends ${typeName("Key")}, ${typeName("Values")} {}`,
    ],
  ];
}

/** A row has every column; what may be missing is null. */
function withNull(field: FieldForm): FieldForm {
  if (!field.optional) return field;
  return { ...field, optional: false, form: { kind: "nullable", inner: field.form } };
}
