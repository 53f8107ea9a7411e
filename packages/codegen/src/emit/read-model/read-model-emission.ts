import type { LoadedEvent, LoadedTable } from "../../model/loaded-model.js";
import { camelCase } from "../../model/names.js";
import type { Project, ProjectAggregate, ProjectReadModel } from "../../model/project.js";
import { tableTitle, tableTypeName } from "../../model/read-model-tables.js";

/** A read model on its way to code: the model, and the aggregates whose events it follows. */
export interface ReadModelEmission {
  readonly entry: ProjectReadModel;
  readonly name: string;
  /** The constant that the user's file exports. */
  readonly readModel: string;
  /** Each aggregate once, in the order of `from`. */
  readonly sources: readonly ReadModelSource[];
  readonly tables: readonly TableEmission[];
}

export interface ReadModelSource {
  readonly aggregate: ProjectAggregate;
  /** In the order of `from`. */
  readonly events: readonly LoadedEvent[];
}

export interface TableEmission {
  readonly table: LoadedTable;
  /** `TrainingList`, or `CourseReport.courses`. */
  readonly title: string;
  /** `TrainingListRow`, or `CourseReportCoursesRow`. */
  typeName(suffix: "Key" | "Values" | "Row" | "Fold" | "Handlers"): string;
}

export function readModelEmission(entry: ProjectReadModel, project: Project): ReadModelEmission {
  const { name, from } = entry.model;
  const files = [...new Set(from.map((selection) => selection.file))];
  const sources = files.flatMap((file) => {
    const aggregate = project.aggregates.find((each) => each.file.path === file);
    if (aggregate === undefined) return [];
    const types = from.flatMap((selection) => (selection.file === file ? selection.types : []));
    const events = types.flatMap((type) => aggregate.model.events.filter((event) => event.name === type));
    return [{ aggregate, events }];
  });
  const tables = entry.model.tables.map((table): TableEmission => {
    const typeName = tableTypeName(name, table);
    return { table, title: tableTitle(name, table), typeName: (suffix) => `${typeName}${suffix}` };
  });
  return { entry, name, readModel: camelCase(name), sources, tables };
}
