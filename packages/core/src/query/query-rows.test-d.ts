import type { ReadModel, TableFold } from "../listener/read-model.js";
import type { ReadModelStore } from "../ports/read-model-store.js";
import type { Brand } from "../values/brand.js";
import { queryRows } from "./query-rows.js";

// Queries are typed by the row. `tsc` checks it: an expected error that does not come is an error.

type TraineeId = Brand<string, "TraineeId">;
interface TrainingRow {
  readonly trainingId: string;
  readonly traineeId: TraineeId;
  readonly status: "open" | "done";
  readonly score: number | null;
  readonly isLate: boolean;
  readonly tags: readonly string[];
}
interface CourseRow {
  readonly courseId: string;
  readonly trainees: number;
}
type Trainings<Title extends string> = TableFold<TrainingRow, Pick<TrainingRow, "trainingId">, never, Title>;
type Courses<Title extends string> = TableFold<CourseRow, Pick<CourseRow, "courseId">, never, Title>;

declare const store: ReadModelStore;
declare const one: ReadModel<readonly [Trainings<string>]>;
declare const several: ReadModel<readonly [Trainings<"Report.trainings">, Courses<"Report.courses">]>;
declare const traineeId: TraineeId;

const trainings = queryRows(store, one);
export const rows: Promise<readonly TrainingRow[]> = trainings.find();
export const row: Promise<TrainingRow | undefined> = trainings.get({ trainingId: "a" });
export const count: Promise<number> = trainings.count({ status: "open", score: null });
void trainings.find({
  where: { traineeId, status: "done", isLate: true, tags: ["a"] },
  orderBy: ["score", { column: "trainingId", descending: true }],
  limit: 3,
});
void trainings.count({ score: { gte: 1, lt: 5 }, status: { in: ["open", "done"] }, trainingId: { gt: "a" } });

// @ts-expect-error there is no such status
void trainings.count({ status: { in: ["open", "closed"] } });
// @ts-expect-error a bound is of the column's type
void trainings.count({ score: { gte: "1" } });
// @ts-expect-error null is in no range
void trainings.count({ score: { lt: null } });
// @ts-expect-error there is no such comparison
void trainings.count({ score: { above: 1 } });
// @ts-expect-error JSON has no order
void trainings.count({ tags: { gte: "a" } });
// @ts-expect-error there is no such column
void trainings.find({ where: { trainee: traineeId } });
// @ts-expect-error any string is no trainee's id
void trainings.find({ where: { traineeId: "a" } });
// @ts-expect-error there is no such status
void trainings.find({ where: { status: "closed" } });
// @ts-expect-error it is never null
void trainings.count({ status: null });
// @ts-expect-error as a parameter of SQL it would be null
void trainings.count({ status: undefined });
// @ts-expect-error there is no such column
void trainings.find({ orderBy: ["scores"] });
// @ts-expect-error JSON has no order
void trainings.find({ orderBy: ["tags"] });
// @ts-expect-error rising is said by the name alone
void trainings.find({ orderBy: [{ column: "score", descending: false }] });
// @ts-expect-error it is no part of the key
void trainings.get({ trainingId: "a", score: 1 });
// @ts-expect-error a key is whole
void trainings.get({});

export const courses: Promise<readonly CourseRow[]> = queryRows(store, several, "courses").find();
export const training: Promise<TrainingRow | undefined> = queryRows(store, several, "trainings").get({
  trainingId: "a",
});
// @ts-expect-error there is no such table
queryRows(store, several, "course");
// @ts-expect-error one of several is named
queryRows(store, several);
// @ts-expect-error the column is another table's
void queryRows(store, several, "courses").find({ where: { trainingId: "a" } });
