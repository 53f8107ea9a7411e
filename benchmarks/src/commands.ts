import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createCommandHandler, type HandleCommand, uuidv7 } from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import { anEvent } from "./an-event.js";
import type { HotReport, HotRequest } from "./commands-process.js";
import { course } from "./course/course.decider.js";
import { type CourseId, RegisterTrainee } from "./course/generated/course.types.js";
import { benchFold } from "./fold.js";
import { callsPerSecond } from "./load.js";
import { median } from "./statistics.js";

const ROUNDS = 5;
const STREAMS = 1_000;
const COMMANDS = 6_000;
const HOT_COMMANDS = 12_000;

/** Command handling ÷ what it stands on: appends, commands over many streams, one process. */
export async function benchCommands(connectionString: string): Promise<Record<string, number>> {
  const store = await openPg({ connectionString, schema: "commands_bench", maxConnections: 32 });
  try {
    return {
      ...(await roundTrips(store)),
      ...(await warmCommands(store)),
      ...(await hotStream(store)),
      ...(await twoProcesses(connectionString, store)),
      ...(await benchFold()),
    };
  } finally {
    await store.close();
  }
}

/** What the driver is asked for one command on a stream that this process does not know yet, and for the next one. */
async function roundTrips(store: PgStore): Promise<Record<string, number>> {
  let queries = 0;
  const client = await store.pool.connect();
  const prototype = Object.getPrototypeOf(client) as { query: (...args: unknown[]) => unknown };
  client.release();
  const { query } = prototype;
  prototype.query = function counted(...args) {
    queries++;
    return query.apply(this, args);
  };
  try {
    const id = newCourse();
    await register(createCommandHandler({ store: store.events }), id);
    const handle = createCommandHandler({ store: store.events });
    queries = 0;
    await register(handle, id);
    const cold = queries;
    await register(handle, id);
    return { "commands.cold.round_trips": cold, "commands.warm.round_trips": queries - cold };
  } finally {
    prototype.query = query;
  }
}

async function warmCommands(store: PgStore): Promise<Record<string, number>> {
  const handle = createCommandHandler({ store: store.events });
  const ids = await warmStreams(handle);
  const commands: number[] = [];
  const appends: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const command = await callsPerSecond(COMMANDS, 32, () => register(handle, oneOf(ids)));
    const append = await callsPerSecond(COMMANDS, 32, () =>
      store.events.append({ streamId: `bench-${uuidv7()}`, expectedVersion: "no-stream", events: [anEvent()] }),
    );
    if (round === 0) continue; // The first round warms both up.
    commands.push(command);
    appends.push(append);
  }
  return {
    "commands.c32.per_s": median(commands),
    "commands.c32.vs_append": median(commands) / median(appends),
  };
}

async function hotStream(store: PgStore): Promise<Record<string, number>> {
  const handle = createCommandHandler({ store: store.events });
  const ids = await warmStreams(handle);
  const hot: number[] = [];
  const spread: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const id = newCourse();
    const one = await callsPerSecond(HOT_COMMANDS, 64, () => register(handle, id));
    const many = await callsPerSecond(HOT_COMMANDS, 64, () => register(handle, oneOf(ids)));
    await assertStored(store, id, HOT_COMMANDS);
    if (round === 0) continue;
    hot.push(one);
    spread.push(many);
  }
  return {
    "commands.hot.per_s": median(hot),
    "commands.spread.per_s": median(spread),
    "commands.hot.vs_spread": median(hot) / median(spread),
  };
}

/** Two processes with 32 callers each ÷ one with 64, all on one stream; each in processes of their own. */
async function twoProcesses(connectionString: string, store: PgStore): Promise<Record<string, number>> {
  const together: number[] = [];
  const alone: number[] = [];
  const retries: number[] = [];
  let givenUp = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const processes of [1, 2]) {
      const id = newCourse();
      const request = { connectionString, id, callers: 64 / processes, commands: HOT_COMMANDS / processes };
      const reports = await runProcesses(processes, request);
      await assertStored(store, id, HOT_COMMANDS - sum(reports.map((report) => report.givenUp)));
      givenUp += sum(reports.map((report) => report.givenUp));
      const seconds = Math.max(...reports.map((report) => report.seconds));
      (processes === 1 ? alone : together).push(HOT_COMMANDS / seconds);
      if (processes === 2) retries.push(sum(reports.map((report) => report.retries)) / HOT_COMMANDS);
    }
  }
  return {
    "commands.hot.two_processes.per_s": median(together),
    "commands.hot.two_processes_vs_one": median(together) / median(alone),
    "commands.hot.two_processes.retries_per_command": median(retries),
    "commands.hot.two_processes.given_up": givenUp,
  };
}

/** Starts the processes, has all begin at once when every one is ready, and gathers what they report. */
async function runProcesses(count: number, request: HotRequest): Promise<readonly HotReport[]> {
  const program = fileURLToPath(new URL("./commands-process.ts", import.meta.url));
  const children = Array.from({ length: count }, () => fork(program, [JSON.stringify(request)]));
  const messageOf = (child: (typeof children)[number]) =>
    new Promise<unknown>((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`A process of the benchmark ended with code ${code}.`)));
    });
  await Promise.all(children.map(messageOf));
  const reports = children.map(messageOf);
  for (const child of children) child.send("go");
  return (await Promise.all(reports)) as HotReport[];
}

async function assertStored(store: PgStore, id: CourseId, expected: number): Promise<void> {
  const { version } = await store.events.append({ streamId: `course-${id}`, expectedVersion: "any", events: [] });
  if (version !== expected) throw new Error(`${version} of ${expected} commands are stored.`);
}

async function warmStreams(handle: HandleCommand): Promise<readonly CourseId[]> {
  const ids = Array.from({ length: STREAMS }, newCourse);
  for (const id of ids) await register(handle, id);
  return ids;
}

function register(handle: HandleCommand, id: CourseId): Promise<unknown> {
  const data = { traineeId: uuidv7(), sessionId: uuidv7(), dueDate: "2031-05-17" };
  return handle(course, id, RegisterTrainee(data), { actor: "bench" });
}

const newCourse = () => uuidv7() as CourseId;
const oneOf = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
