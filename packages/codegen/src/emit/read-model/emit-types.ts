import type { FieldForm } from "../../model/schema-form.js";
import { heading } from "../aggregate/aggregate-emission.js";
import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList } from "../import-list.js";
import { namedTypes } from "../named-types.js";
import { block } from "../printer/blocks.js";
import { jsDoc } from "../printer/js-doc.js";
import { interfaceMembers } from "../type-expression.js";
import type { ReadModelEmission } from "./read-model-emission.js";

/** `training-list.types.ts`: a read model's row, its key, and its values. */
export function emitReadModelTypes({ entry, name }: ReadModelEmission): EmittedFile {
  const { model, source, file } = entry;
  const imports = createImportList();
  const key = model.row.filter((field) => model.key.includes(field.name));
  const values = model.row.filter((field) => !model.key.includes(field.name));
  const fields = (some: readonly FieldForm[]) =>
    interfaceMembers(some.map(withNull), (field) => source.docOf(["row", field]));
  const parts = [
    ...namedTypes(model.named, imports),
    heading("Rows"),
    block(`export interface ${name}Key`, fields(key)),
    block(`export interface ${name}Values`, fields(values)),
    [jsDoc(source.docOf([])), `export interface ${name}Row extends ${name}Key, ${name}Values {}`],
  ];
  return generatedFile(file, "types", imports, parts);
}

/** A row has every column; what may be missing is null. */
function withNull(field: FieldForm): FieldForm {
  if (!field.optional) return field;
  return { ...field, optional: false, form: { kind: "nullable", inner: field.form } };
}
