import { nameOfBuild, type ReadModel, wait } from "@factum/core";
import { count, duration, plural } from "../terminal/format.js";
import { startProgress } from "../terminal/progress.js";
import { trainingHistory } from "../training-history/training-history.read-model.js";
import { trainingList } from "../training-list/training-list.read-model.js";
import { fillLog } from "./fill-log.js";
import { follow } from "./follow.js";
import { issueCommands } from "./issue-commands.js";
import type { Stage } from "./stage.js";

const TRAININGS_MEANWHILE = 20;
const POLL_MS = 20;

/** Act 3: both read models are built anew from the first event, beside those that queries read, while commands go on. */
export async function actRebuild(stage: Stage, events: number): Promise<void> {
  const { terminal, processes, signal } = stage;
  const [web] = processes;
  terminal.line(terminal.style("bold", "3  Rebuild from the first event"));
  const filling = startProgress(terminal, { label: "append         ", unit: "events", total: events, brief: true });
  const startedAt = performance.now();
  const filled = await fillLog(web.events, events, (done) => filling.reach(Math.min(done, events)), signal);
  filling.end();
  const took = duration(performance.now() - startedAt);
  terminal.line(`   ${plural(filled.events, "event")} more by ${plural(filled.appends, "append")}, in ${took}.`);
  terminal.line();

  const [rebuilt, commands] = await Promise.allSettled([
    rebuildBoth(stage),
    issueCommands(web.events, TRAININGS_MEANWHILE, signal),
  ]);
  if (rebuilt.status === "rejected") throw rebuilt.reason;
  if (commands.status === "rejected") throw commands.reason;
  const end = await web.events.safePosition();
  for (const readModel of [trainingList, trainingHistory]) await catchUp(stage, readModel, end);
  terminal.line(`   Meanwhile ${plural(commands.value, "command")} went on; the log ends at position ${count(end)}.`);
  terminal.line();
}

async function rebuildBoth(stage: Stage): Promise<void> {
  await rebuild(stage, trainingList, "TrainingList   ");
  await rebuild(stage, trainingHistory, "TrainingHistory");
}

/** Builds its table anew beside the one that queries read, until the new one takes its place. */
async function rebuild({ terminal, processes, signal }: Stage, readModel: ReadModel, label: string): Promise<void> {
  const [, worker] = processes;
  const { events, notifier, readModels } = worker;
  const total = await events.safePosition();
  let name = "";
  const progress = startProgress(terminal, { label, unit: "positions", total });
  const listener = follow(worker, readModel, (made) => {
    if (made.name === name) progress.reach(Math.min(made.checkpoint, total));
  });
  try {
    await listener.waitFor(total);
    name = nameOfBuild(readModel, await readModels.startBuild(readModel));
    notifier.notify();
    while ((await readModels.builds(readModel)).building !== null) await wait(POLL_MS, signal);
  } finally {
    await listener.stop();
    progress.end();
  }
}

async function catchUp({ processes: [, worker] }: Stage, readModel: ReadModel, end: number): Promise<void> {
  const listener = follow(worker, readModel);
  await listener.waitFor(end);
  await listener.stop();
}
