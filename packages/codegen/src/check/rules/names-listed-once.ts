import type { LoadedTable } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import type { ProjectModel } from "../../model/project.js";
import { indexPath, tablePath } from "../../model/read-model-tables.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { quoted } from "../quoted.js";

/** A name twice in a list is a slip, and would be twice in the generated code. */
export const namesListedOnce: Rule = function* ({ aggregates, readModels }) {
  for (const entry of aggregates) {
    for (const { name, emits, rejects } of entry.model.commands) {
      yield* repeated(
        entry,
        emits.map((each, index) => [each, ["commands", name, "emits", index]]),
      );
      yield* repeated(
        entry,
        rejects.map((each, index) => [each, ["commands", name, "rejects", index]]),
      );
    }
  }
  for (const entry of readModels) {
    const { from, tables } = entry.model;
    for (const table of tables) yield* repeatedColumns(entry, table);
    for (const aggregate of new Set(from.map((selection) => selection.aggregate))) {
      const types = from.flatMap((selection, index) =>
        selection.aggregate === aggregate
          ? selection.types.map((type, place) => [type, ["from", index, place]] as const)
          : [],
      );
      yield* repeated(entry, types);
    }
  }
};

function* repeatedColumns(entry: ProjectModel, table: LoadedTable) {
  yield* repeated(
    entry,
    table.key.map((each, index) => [each, tablePath(table, "key", index)]),
  );
  for (const [index, columns] of table.indexes.entries()) {
    yield* repeated(
      entry,
      columns.map((each, place) => [each, indexPath(table, index, place)]),
    );
  }
  yield* repeated(
    entry,
    table.indexes.map((columns, index) => [columns.join(", "), indexPath(table, index)]),
  );
}

function* repeated(entry: ProjectModel, names: readonly (readonly [string, ModelPath])[]) {
  const seen = new Set<string>();
  for (const [name, path] of names) {
    if (seen.has(name)) {
      yield problemAt(entry, path, { code: "F1206", message: `${quoted(name)} stands twice in this list.` });
    }
    seen.add(name);
  }
}
