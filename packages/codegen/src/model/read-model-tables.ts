import type { LoadedReadModel, LoadedTable } from "./loaded-model.js";
import type { ModelPath } from "./model-path.js";
import { snakeCase } from "./names.js";

/** Where a part of a table stands in its model: right in the literal, or below `tables`. */
export function tablePath({ name }: Pick<LoadedTable, "name">, ...parts: ModelPath): ModelPath {
  return name === undefined ? parts : ["tables", name, ...parts];
}

/** Where one of a table's indexes stands, or one of its columns. */
export function indexPath(table: LoadedTable, index: number, place?: number): ModelPath {
  return tablePath(table, "indexes", index, ...(place === undefined ? [] : [place]));
}

/** What a table is called in the database, but for its version and build: `training_list`, or `course_report_courses`. */
export function storedName(readModel: string, { name }: Pick<LoadedTable, "name">): string {
  return snakeCase(name === undefined ? readModel : `${readModel}_${name}`);
}

/** What a table is called by people: `TrainingList`, or `CourseReport.courses`. */
export function tableTitle(readModel: string, { name }: Pick<LoadedTable, "name">): string {
  return name === undefined ? readModel : `${readModel}.${name}`;
}

/** What the types of a table begin with: `TrainingList`, or `CourseReportCourses`. */
export function tableTypeName(readModel: string, { name = "" }: Pick<LoadedTable, "name">): string {
  return `${readModel}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Whether the model has `tables`, however many. */
export function hasSeveralTables({ tables }: Pick<LoadedReadModel, "tables">): boolean {
  return tables[0]?.name !== undefined;
}
