import { readLog } from "../oracle/read-log.js";
import { count, plural } from "../terminal/format.js";
import { trainingHistory } from "../training-history/training-history.read-model.js";
import { trainingList } from "../training-list/training-list.read-model.js";
import { type Follower, follow } from "./follow.js";
import { issueCommands } from "./issue-commands.js";
import type { Stage } from "./stage.js";

const TRAININGS = 40;

/** Act 2: a listener that was down goes on after the last event that it handled. @returns what went wrong */
export async function actResume({ terminal, processes, schema, signal }: Stage): Promise<string[]> {
  const [web, worker] = processes;
  terminal.line(terminal.style("bold", "2  Listeners: one is down for a while"));
  const history = follow(worker, trainingHistory);
  let list: Follower = follow(worker, trainingList);
  try {
    const start = await web.events.safePosition();
    await Promise.all([list, history].map((listener) => listener.waitFor(start)));
    show(list, start, "following");
    show(history, start, "following");

    await list.stop();
    const checkpoint = list.checkpoint();
    const commands = await issueCommands(web.events, TRAININGS, signal);
    const end = await web.events.safePosition();
    await history.waitFor(end);
    const types: readonly string[] = trainingList.sources.flatMap((source) => source.types);
    const log = await readLog(worker.pool, schema);
    const missed = log.filter(({ position, type }) => position > checkpoint && types.includes(type)).length;
    terminal.line();
    terminal.line(`   TrainingList is stopped, and ${plural(commands, "command")} go on:`);
    show(list, end, `stopped, ${plural(missed, "event")} of its own behind`);
    show(history, end, "following");

    list = follow(worker, trainingList);
    await list.waitFor(end);
    terminal.line();
    terminal.line(`   Started again, it goes on from its checkpoint at ${count(checkpoint)}:`);
    show(list, end, `caught up with ${plural(list.handled(), "event")}, each once`);
    terminal.line();
    return list.handled() === missed
      ? []
      : [
          `TrainingList had missed ${plural(missed, "event")}, but handled ${list.handled()} when it was started again.`,
        ];
  } finally {
    await Promise.all([list.stop(), history.stop()]);
  }

  function show(listener: Follower, end: number, state: string): void {
    const at = `at ${count(listener.checkpoint())} of ${count(end)}`;
    terminal.line(`   ${listener.name.padEnd(16)} ${at.padEnd(20)} ${state}`);
  }
}
