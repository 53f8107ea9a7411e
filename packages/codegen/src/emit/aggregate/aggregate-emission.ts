import { dataTypeOf } from "../../model/data-type.js";
import { idTypeOf } from "../../model/id-type.js";
import type { ModelPath } from "../../model/model-path.js";
import { camelCase } from "../../model/names.js";
import type { ProjectAggregate } from "../../model/project.js";
import type { ImportList } from "../import-list.js";
import type { Doc } from "../printer/doc.js";
import { jsDoc } from "../printer/js-doc.js";

/** An aggregate on its way to code: the model, and the questions that every section of its files asks. */
export interface AggregateEmission {
  readonly entry: ProjectAggregate;
  readonly name: string;
  readonly idType: string;
  /** The constant that the user's decider file exports. */
  readonly decider: string;
  readonly codec: string;
  /** `RegistrationCreatedData`, or `NoData` from core. */
  dataType(declared: Parameters<typeof dataTypeOf>[0], imports: ImportList): string;
  doc(...path: ModelPath): Doc;
}

export function aggregateEmission(entry: ProjectAggregate): AggregateEmission {
  const { model, source } = entry;
  const decider = camelCase(model.name);
  return {
    entry,
    name: model.name,
    idType: idTypeOf(model),
    decider,
    codec: `${decider}Codec`,
    dataType: (declared, imports) => dataTypeOf(declared) ?? imports.type("@factum/core", "NoData"),
    doc: (...path) => jsDoc(source.docOf(path)),
  };
}

/** A comment that heads the declarations below it. */
export function heading(text: string): Doc {
  return `// ${text}`;
}
