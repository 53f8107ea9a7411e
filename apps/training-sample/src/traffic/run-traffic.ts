import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@factum/testing/pg";
import type { Verdict } from "../oracle/verdict.js";
import { plural } from "../terminal/format.js";
import { printVerdicts } from "../terminal/print-verdicts.js";
import { startProgress } from "../terminal/progress.js";
import type { Terminal } from "../terminal/terminal.js";
import { startApp } from "./app-process.js";
import { checkTraffic } from "./check-traffic.js";
import { ClientPool } from "./client-pool.js";
import { Disturbances } from "./disturbances.js";
import { freePort } from "./free-port.js";
import { HttpClient } from "./http-client.js";
import { printFigures } from "./print-figures.js";
import { logIn } from "./sessions.js";
import { type SplitApp, startSplitApp } from "./split-app.js";
import type { TrafficOptions } from "./traffic-options.js";
import { doWork } from "./work.js";

/** How long a client waits for a process that is being restarted, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Starts what is not running, sends the traffic, checks it, and stops what was started. @returns what the check found */
export async function runTraffic(
  terminal: Terminal,
  options: TrafficOptions,
  signal: AbortSignal,
): Promise<readonly Verdict[]> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const databaseUrl = options.database ?? (await startDatabase(stops));
    const app = options.url === undefined ? await startApplication(databaseUrl, options, stops, signal) : undefined;
    const url = options.url ?? app?.url ?? "";
    const patienceMs = options.split ? PATIENCE_MS : 0;
    const clients = Array.from({ length: options.clients }, () => new HttpClient(url, { patienceMs }));
    stops.push(async () => clients.forEach((client) => void client.close()));
    return await sendAndCheck(terminal, options, { url, databaseUrl, clients, signal, disturb: app?.disturb });
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

async function sendAndCheck(
  terminal: Terminal,
  { trainings, seed, url: given, database }: TrafficOptions,
  running: {
    url: string;
    databaseUrl: string;
    clients: readonly HttpClient[];
    signal: AbortSignal;
    disturb: SplitApp["disturb"] | undefined;
  },
): Promise<Verdict[]> {
  const { url, databaseUrl, clients, signal, disturb } = running;
  const [client] = clients;
  if (client === undefined) throw new RangeError("Traffic needs a client.");
  const cookies = await logIn(client);
  terminal.line(`   ${plural(clients.length, "client")}, ${plural(trainings, "training")}, at ${url}`);
  terminal.line(`   --seed ${seed} sends the same commands again.`);
  terminal.line();

  const progress = startProgress(terminal, { label: "traffic", unit: "trainings", total: trainings });
  const startedAt = performance.now();
  let done = 0;
  const disturbances = disturb === undefined ? undefined : new Disturbances(disturb, trainings);
  const onTraining = () => {
    progress.reach(++done);
    disturbances?.reach(done);
  };
  const pool = new ClientPool(clients);
  const work = await doWork({ seed, trainings, concurrency: clients.length, pool, cookies, signal, onTraining });
  const took = performance.now() - startedAt;
  progress.end();
  for (const line of (await disturbances?.done()) ?? []) terminal.line(`   ${line}`);
  terminal.line();
  printFigures(terminal, work.replies, took);

  const alone = given === undefined && database === undefined;
  const verdicts = await checkTraffic({ databaseUrl, client, cookies, done: work, alone });
  terminal.line("   What was told against what is in the log:");
  printVerdicts(terminal, verdicts);
  terminal.line();
  return verdicts;
}

async function startDatabase(stops: (() => Promise<void>)[]): Promise<string> {
  const server = await startEmbeddedPostgres();
  stops.push(() => server.stop());
  return server.connectionString;
}

/** The application on free ports and a temporary data folder. */
async function startApplication(
  databaseUrl: string,
  { split }: TrafficOptions,
  stops: (() => Promise<void>)[],
  signal: AbortSignal,
): Promise<{ readonly url: string; readonly disturb?: SplitApp["disturb"] }> {
  const dataDir = await mkdtemp(join(tmpdir(), "training-sample-"));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const app = split
    ? await startSplitApp({ databaseUrl, dataDir }, signal)
    : await startApp({ databaseUrl, dataDir, role: "all", port: await freePort() }, signal);
  stops.push(() => app.stop());
  return app;
}
