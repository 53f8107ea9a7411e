import { type AppProcess, type AppSettings, startApp } from "./app-process.js";
import { freePort } from "./free-port.js";

/** One web process and two listeners, each of which can be taken away and brought back. */
export interface SplitApp {
  readonly url: string;
  /** What may happen to the processes, in the order in which it is to happen: what it is, and how it is done. */
  readonly disturb: readonly Disturbance[];
  stop(): Promise<void>;
}

export interface Disturbance {
  /** As a sentence without a full stop. */
  readonly what: string;
  readonly happen: () => Promise<void>;
}

type Part = "web" | "listener 1" | "listener 2";

/** @throws {Error} with what a process said, if it ends before it is ready */
export async function startSplitApp(
  shared: Pick<AppSettings, "databaseUrl" | "dataDir">,
  signal: AbortSignal,
): Promise<SplitApp> {
  const ports = { web: await freePort(), "listener 1": await freePort(), "listener 2": await freePort() };
  const parts: Partial<Record<Part, AppProcess>> = {};
  let isStopped = false;

  const start = async (part: Part) => {
    const role = part === "web" ? "web" : "listener";
    const app = await startApp({ ...shared, role, port: ports[part] }, signal);
    parts[part] = app;
    if (isStopped) await app.stop();
  };
  const stop = async () => {
    isStopped = true;
    await Promise.all(Object.values(parts).map((part) => part.stop()));
  };
  const disturbance = (part: Part, how: "kill" | "stop"): Disturbance => ({
    what: `${part} was ${how === "kill" ? "killed" : "stopped"}, and started again`,
    happen: async () => {
      await parts[part]?.[how]();
      await start(part);
    },
  });

  try {
    // The web process is ready once a listener is.
    await Promise.all([start("listener 1"), start("listener 2"), start("web")]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${ports.web}`,
    disturb: [
      // Whoever holds the leases is killed by one of these two.
      disturbance("listener 1", "kill"),
      disturbance("listener 2", "kill"),
      disturbance("web", "stop"),
      disturbance("listener 1", "stop"),
      disturbance("web", "kill"),
    ],
    stop,
  };
}
