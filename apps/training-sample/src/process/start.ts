import { join } from "node:path";
import { ListenerPausedError, WaitTimeoutError } from "@factum/core";
import { type Composition, composeOnPostgres } from "../composition.js";
import type { Config } from "../config.js";
import { createApp } from "../http/app.js";
import { createHealthApp } from "../http/health-app.js";
import { seed } from "../seed.js";
import { behindProxy } from "./behind-proxy.js";
import { listen } from "./http-server.js";
import type { Logger } from "./logger.js";
import { keptSessionSecret } from "./session-secret.js";
import { startTelemetry } from "./telemetry.js";

/** The application at work. */
export interface RunningApp {
  /** Undefined if it listens nowhere. */
  readonly url: string | undefined;
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
  { say, logger, interrupted }: { say: (line: string) => void; logger: Logger; interrupted: AbortSignal },
): Promise<RunningApp> {
  const stops: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= inReverse(stops);
    return stopped;
  };

  try {
    const { role, port } = config;
    const server = port === undefined ? undefined : await listen({ host: config.host, port });
    if (server !== undefined) stops.push(() => server.close());
    const secret =
      role === "listener" ? undefined : (config.sessionSecret ?? (await keptSessionSecret(config.dataDir)));
    interrupted.throwIfAborted();

    // Before the composition, which measures; and stopped after it.
    if (config.telemetry) stops.push(await startTelemetry());
    let databaseUrl = config.databaseUrl;
    if (databaseUrl === undefined) {
      const postgres = await startPostgres(config, say);
      databaseUrl = postgres.connectionString;
      stops.push(() => postgres.stop());
    }
    interrupted.throwIfAborted();

    const onError = (err: unknown, where: string) => {
      // Connections that break off while everything is being stopped are no news.
      if (!interrupted.aborted) logger.error({ err }, where);
    };
    const composition = await composeOnPostgres(databaseUrl, {
      onError,
      runsListeners: role !== "web",
      ...(config.notifierUrl === undefined ? {} : { notifierUrl: config.notifierUrl }),
    });
    stops.push(() => composition.stop());
    interrupted.throwIfAborted();

    if (role !== "listener" && (await seed(composition))) say("The store was empty; a few trainings were put into it.");
    // Elsewhere whoever sends the requests asks for /health/ready.
    if (role === "all") await caughtUp(composition, say);
    interrupted.throwIfAborted();

    const app =
      secret === undefined
        ? createHealthApp(composition)
        : createApp(composition, {
            sessionSecret: secret,
            onError: (error, requestId) => onError(error, `request ${requestId}`),
            trustProxy: config.trustProxy,
            ...(config.rateLimit === 0 ? {} : { rateLimit: config.rateLimit }),
            onRequest: (line) => logger.info(line, "request"),
          });
    server?.serve((request, env) => app.fetch(config.trustProxy ? behindProxy(request) : request, env));
    stops.push(async () => {
      composition.changes.close();
      await server?.close();
    });
    return { url: server?.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Only who has no database of their own needs the package, so only they load it. */
async function startPostgres({ dataDir, debug }: Config, say: (line: string) => void) {
  const { startEmbeddedPostgres } = await import("@factum/testing/pg");
  return startEmbeddedPostgres({
    dataDir: join(dataDir, "postgres"),
    ...(debug ? { onLog: (text: string) => say(text.trimEnd()) } : {}),
  });
}

/** The first page should show everything that is stored. */
async function caughtUp({ events, waitFor }: Composition, say: (line: string) => void): Promise<void> {
  try {
    await waitFor(await events.safePosition(), CATCH_UP_MS);
  } catch (error) {
    if (!(error instanceof WaitTimeoutError || error instanceof ListenerPausedError)) throw error;
    say("The read models have not caught up yet; pages show what they have so far.");
  }
}

async function inReverse(stops: (() => Promise<unknown>)[]): Promise<void> {
  for (const stop of stops.toReversed()) await stop();
}
