import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  createCommandHandler,
  type Listener,
  reaction,
  readAll,
  readModelListener,
  startListeners,
  uuidv7,
  wait,
} from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import { course } from "./course/course.decider.js";
import { type CourseId, RegisterTrainee } from "./course/generated/course.types.js";
import { fillLog } from "./fill-log.js";
import { eventRegistry } from "./generated/registry.js";
import type { SeenPosition, WatchRequest } from "./listeners-process.js";
import { median, percentile } from "./statistics.js";
import { trainingList } from "./training-list/training-list.read-model.js";

const EVENTS = 500_000;
const ROUNDS = 5;
const SCHEMA = "listeners_bench";
const COMMANDS_PER_S = 200;
const COMMANDS = 2_000;
const POLL_MS = 250;
const SHARDS_SCHEMA = "listeners_shards";
const REACTED = 1_000;
const REACTION_MS = 5;
const SHARD_ROUNDS = 3;

/** Listeners ÷ plain reading of the store; milliseconds from a commit until its row is visible. */
export async function benchListeners(connectionString: string): Promise<Record<string, number>> {
  const store = await openPg({ connectionString, schema: SCHEMA });
  try {
    await fillLog(store.pool, SCHEMA, EVENTS);
    return {
      ...(await replays(store)),
      ...(await shards(connectionString)),
      ...(await latency(connectionString, "latency", { wakeUps: true })),
      ...(await latency(connectionString, "latency_without_wake_ups", { wakeUps: false })),
      "listeners.poll_ms": POLL_MS,
    };
  } finally {
    await store.close();
  }
}

/** Reading, a listener that does nothing, and the training list from the first event on: rounds interleaved, medians. */
async function replays(store: PgStore): Promise<Record<string, number>> {
  const contestants = {
    read: () => readEach(store),
    replay: (round: number) => follow(store, nothing(store, round)),
    rebuild: (round: number) => follow(store, readModelListener(versionOf(round), store.readModels)),
  };
  const speeds: Record<keyof typeof contestants, number[]> = { read: [], replay: [], rebuild: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, contestant] of Object.entries(contestants)) {
      const start = performance.now();
      await contestant(round);
      // The first round warms all up.
      if (round > 0) speeds[name as keyof typeof speeds].push(EVENTS / ((performance.now() - start) / 1_000));
    }
  }
  const [read, replay, rebuild] = [median(speeds.read), median(speeds.replay), median(speeds.rebuild)];
  return {
    "listeners.read.events_per_s": read,
    "listeners.replay.events_per_s": replay,
    "listeners.replay.vs_read": replay / read,
    "listeners.rebuild.events_per_s": rebuild,
    "listeners.rebuild.vs_read": rebuild / read,
  };
}

async function readEach(store: PgStore): Promise<void> {
  let count = 0;
  for await (const event of readAll(store.events)) if (event.data !== undefined) count++;
  if (count !== EVENTS) throw new Error(`${count} events were read instead of ${EVENTS}.`);
}

async function follow(store: PgStore, listener: Listener, events = EVENTS): Promise<void> {
  const running = startListeners([listener], {
    events: store.events,
    store: store.listeners,
    notifier: store.notifier,
  });
  await running.waitFor(events, { timeoutMs: Number.POSITIVE_INFINITY });
  await running.stop();
}

/** Moves its checkpoint, batch by batch, and does nothing else. */
function nothing(store: PgStore, round: number): Listener {
  const declaration = { name: `nothing_v${round + 1}`, kind: "reaction", shards: 1, tables: [] } as const;
  const apply = ({ move }: { readonly move: Parameters<typeof store.listeners.advance>[0] }) =>
    store.listeners.advance(move);
  return { title: "Nothing", onFailure: "pause", resolve: async () => [{ declaration, keysOf: () => [], apply }] };
}

/** The training list in another version: tables of its own, from the first event on. */
function versionOf(round: number): typeof trainingList {
  const version = round + 1;
  const [fold] = trainingList.folds;
  const table = { ...fold.table, version };
  return { ...trainingList, version, tables: [table], folds: [{ ...fold, table }] };
}

/** A reaction that waits for something else, one event at a time in each shard. */
async function shards(connectionString: string): Promise<Record<string, number>> {
  const store = await openPg({ connectionString, schema: SHARDS_SCHEMA });
  try {
    await fillLog(store.pool, SHARDS_SCHEMA, REACTED);
    const speeds = new Map<number, number[]>([
      [1, []],
      [4, []],
    ]);
    const waiting = () => wait(REACTION_MS);
    const on = { training: { RegistrationCreated: waiting, VideoStarted: waiting, TrainingCompleted: waiting } };
    for (let round = 0; round < SHARD_ROUNDS; round++) {
      for (const [count, measured] of speeds) {
        const title = `Shards${count}Round${round}`;
        const definition = { events: eventRegistry, on, concurrency: 1, shards: count };
        const start = performance.now();
        await follow(store, reaction(title, definition, store.listeners), REACTED);
        measured.push(REACTED / ((performance.now() - start) / 1_000));
      }
    }
    const [one = 0, four = 0] = [...speeds.values()].map(median);
    return { "listeners.shards1.events_per_s": one, "listeners.shards4.vs_one": four / one };
  } finally {
    await store.close();
  }
}

/** Commands at a steady rate in this process, the read model in another one; milliseconds from answer to visible row. */
async function latency(
  connectionString: string,
  name: string,
  { wakeUps }: { readonly wakeUps: boolean },
): Promise<Record<string, number>> {
  const schema = `listeners_${name}`;
  const request: WatchRequest = { connectionString, schema, pollMs: wakeUps ? 1_000 : POLL_MS, wakeUps };
  const store = await openPg({ connectionString, schema });
  const program = fileURLToPath(new URL("./listeners-process.ts", import.meta.url));
  const child = fork(program, [JSON.stringify(request)]);
  const seen: SeenPosition[] = [];
  try {
    await once(child, "message");
    child.on("message", (message) => seen.push(message as SeenPosition));
    const answered = await steadyCommands(store);
    const last = Math.max(...answered.map(({ position }) => position));
    while ((seen.at(-1)?.position ?? 0) < last) await once(child, "message");
    const delays = answered.slice(answered.length / 4).map(({ position, at }) => {
      const row = seen.find((reached) => reached.position >= position) as SeenPosition;
      return Math.max(0, row.at - at);
    });
    return {
      [`listeners.${name}.p50_ms`]: percentile(delays, 0.5),
      [`listeners.${name}.p99_ms`]: percentile(delays, 0.99),
    };
  } finally {
    child.send("stop");
    await once(child, "exit");
    await store.close();
  }
}

async function steadyCommands(store: PgStore): Promise<readonly SeenPosition[]> {
  const handle = createCommandHandler({ store: store.events });
  const start = performance.now();
  const answers: Promise<SeenPosition>[] = [];
  for (let command = 0; command < COMMANDS; command++) {
    await wait(Math.max(0, start + (command / COMMANDS_PER_S) * 1_000 - performance.now()));
    const data = { traineeId: uuidv7(), sessionId: uuidv7(), dueDate: "2031-05-17" };
    answers.push(
      handle(course, uuidv7() as CourseId, RegisterTrainee(data)).then((outcome) => {
        if (!outcome.accepted) throw new Error("A command of the benchmark was rejected.");
        return { position: outcome.position, at: performance.timeOrigin + performance.now() };
      }),
    );
  }
  return Promise.all(answers);
}
