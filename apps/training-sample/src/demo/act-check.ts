import { queryRows } from "@factum/core";
import { checkLog } from "../oracle/check-log.js";
import { compareRows } from "../oracle/compare-rows.js";
import { expectedRows, type PlainRow } from "../oracle/expected-rows.js";
import { readLog } from "../oracle/read-log.js";
import { holds } from "../oracle/verdict.js";
import { printVerdicts } from "../terminal/print-verdicts.js";
import { trainingHistory } from "../training-history/training-history.read-model.js";
import { trainingList } from "../training-list/training-list.read-model.js";
import type { Stage } from "./stage.js";

/** Act 4: the log and both read models against an oracle that shares no code with them. @returns what went wrong */
export async function actCheck({ terminal, processes, schema }: Stage): Promise<string[]> {
  const [{ pool, readModels }] = processes;
  terminal.line(terminal.style("bold", "4  The check"));
  const log = await readLog(pool, schema);
  const { list, history } = expectedRows(log);
  const verdicts = [
    ...checkLog(log),
    compareRows("TrainingList", list, (await queryRows(readModels, trainingList).find()).map(plain)),
    compareRows("TrainingHistory", history, (await queryRows(readModels, trainingHistory).find()).map(plain)),
  ];
  printVerdicts(terminal, verdicts);
  terminal.line();
  return holds(verdicts) ? [] : ["The log or a read model is not what it must be; see above."];
}

/** The oracle knows no types of generated code. */
function plain(row: object): PlainRow {
  return { ...row };
}
