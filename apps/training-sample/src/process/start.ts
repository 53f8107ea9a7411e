import { join } from "node:path";
import { ListenerPausedError, WaitTimeoutError } from "@factum/core";
import { type Composition, composeOnPostgres } from "../composition.js";
import type { Config } from "../config.js";
import { createApp } from "../http/app.js";
import { seed } from "../seed.js";
import { listen } from "./http-server.js";
import { keptSessionSecret } from "./session-secret.js";

/** The application at work. */
export interface RunningApp {
  readonly url: string;
  /** In order: no new requests, those under way done, listeners, connections, Postgres. Safe to call twice. */
  stop(): Promise<void>;
}

const CATCH_UP_MS = 60_000;

/**
 * Starts everything, in an order in which the cheap failures come first: the port, the data folder, the database, and
 * only then the rest. What was started is stopped again if a later step fails, or if `interrupted` says so in between.
 */
export async function start(
  config: Config,
  { log, interrupted }: { log: (line: string) => void; interrupted: AbortSignal },
): Promise<RunningApp> {
  const stops: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= inReverse(stops);
    return stopped;
  };

  try {
    const server = await listen(config);
    stops.push(() => server.close());
    const sessionSecret = config.sessionSecret ?? (await keptSessionSecret(config.dataDir));
    interrupted.throwIfAborted();

    let databaseUrl = config.databaseUrl;
    if (databaseUrl === undefined) {
      const postgres = await startPostgres(config, log);
      databaseUrl = postgres.connectionString;
      stops.push(() => postgres.stop());
    }
    interrupted.throwIfAborted();

    const onError = (error: unknown, where: string) => {
      // Connections that break off while everything is being stopped are no news.
      if (!interrupted.aborted) log(`${where}: ${describe(error, config)}`);
    };
    const composition = await composeOnPostgres(databaseUrl, { onError });
    stops.push(() => composition.stop());
    interrupted.throwIfAborted();

    if (await seed(composition)) log("The store was empty; a few trainings were put into it.");
    await caughtUp(composition, log);
    interrupted.throwIfAborted();

    const app = createApp(composition, {
      sessionSecret,
      onError: (error, requestId) => onError(error, `request ${requestId}`),
    });
    server.serve((request) => app.fetch(request));
    stops.push(async () => {
      composition.changes.close();
      await server.close();
    });
    return { url: server.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Only who has no database of their own needs the package, so only they load it. */
async function startPostgres({ dataDir, debug }: Config, log: (line: string) => void) {
  const { startEmbeddedPostgres } = await import("@factum/testing/pg");
  return startEmbeddedPostgres({
    dataDir: join(dataDir, "postgres"),
    ...(debug ? { onLog: (text: string) => log(text.trimEnd()) } : {}),
  });
}

/** The first page should show everything that is stored. */
async function caughtUp({ events, waitFor }: Composition, log: (line: string) => void): Promise<void> {
  try {
    await waitFor(await events.safePosition(), CATCH_UP_MS);
  } catch (error) {
    if (!(error instanceof WaitTimeoutError || error instanceof ListenerPausedError)) throw error;
    log("The read models have not caught up yet; pages show what they have so far.");
  }
}

async function inReverse(stops: (() => Promise<unknown>)[]): Promise<void> {
  for (const stop of stops.toReversed()) await stop();
}

function describe(error: unknown, { debug }: Config): string {
  if (!(error instanceof Error)) return String(error);
  return debug ? (error.stack ?? error.message) : error.message;
}
