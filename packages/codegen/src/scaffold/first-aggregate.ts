import path from "node:path";
import type { FileEdits } from "../edit/file-edits.js";
import { openUserFiles } from "../edit/user-file.js";
import { emitProject } from "../emit/emit-project.js";
import { parsedModelSource } from "../load/source/parsed-model-source.js";
import { planLocks } from "../lock/plan-locks.js";
import { emptyProject } from "../model/empty-project.js";
import { modelFileOf } from "../model/model-file.js";
import type { Project } from "../model/project.js";
import { planAggregate } from "./add-aggregate.js";
import { aggregateNames } from "./aggregate-names.js";
import { parseFields } from "./field.js";
import { supposedAggregate } from "./supposed-model.js";

/** What a first aggregate is, if nobody says. */
const DEFAULT = { name: "Task", fields: ["title:string"] };

/**
 * Plans the first aggregate of a project, with the generated files too: nothing can be evaluated before the packages are
 * installed, but what its text stands for is known.
 */
export function planFirstAggregate(folder: string, given: string | undefined, edits: FileEdits): void {
  const fields = parseFields(given === undefined ? DEFAULT.fields : []);
  const names = aggregateNames(
    folder,
    given ?? DEFAULT.name,
    fields.map(({ name }) => name),
  );
  const empty = emptyProject(folder);
  planAggregate({ project: empty, files: openUserFiles(), edits }, names, fields);

  const file = modelFileOf(folder, path.join(names.folder, `${names.stem}.model.ts`));
  const text = edits.all().find((edit) => edit.path === file.path)?.after ?? "";
  const source = parsedModelSource(folder, file.path, text);
  const project: Project = { ...empty, aggregates: [{ file, source, model: supposedAggregate(names, fields) }] };
  for (const { path: emitted, text: code, owner } of emitProject(project)) {
    if (owner === "generated") edits.create(emitted, code);
  }
  for (const { path: lock, text: json } of planLocks(project)) edits.create(lock, json);
}
