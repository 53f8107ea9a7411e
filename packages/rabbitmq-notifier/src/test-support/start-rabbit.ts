import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { freePorts } from "./free-ports.js";

/** A RabbitMQ of the tests' own: one node, in a temporary folder, on the loopback interface alone. */
export interface TestRabbit {
  readonly url: string;
  /** Stops the broker in order, and leaves its folder and its port as they are. */
  stop(): Promise<void>;
  /** Starts it again, where it was. */
  start(): Promise<void>;
  /** Stops everything and deletes everything. Safe to call twice. */
  remove(): Promise<void>;
}

/** The programs of an installed RabbitMQ. */
export interface RabbitPrograms {
  readonly server: string;
  readonly epmd: string;
}

/**
 * The broker, and Erlang's register of nodes that it needs; undefined if they are not both installed.
 *
 * What Debian has on the path insists on root and then becomes another user; the script behind it does neither.
 */
export function rabbitPrograms(): RabbitPrograms | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const find = (program: string, first: readonly string[] = []) =>
    [...first, ...folders].map((folder) => join(folder, program)).find((path) => existsSync(path));
  const server = find("rabbitmq-server", ["/usr/lib/rabbitmq/bin"]);
  const epmd = find("epmd");
  return process.platform === "win32" || server === undefined || epmd === undefined ? undefined : { server, epmd };
}

/**
 * Starts Erlang's register of nodes (`$1`) and the broker (`$0`), and stops both when it reads a line, or when whoever should
 * write it is gone, in whatever way: no broker outlives its tests. In the latter case its folder goes as well.
 */
const SUPERVISE = `
"$1" -address 127.0.0.1 -port "$ERL_EPMD_PORT" </dev/null >/dev/null 2>&1 &
epmd=$!
"$0" </dev/null &
broker=$!
exec 3<&0
( read -r line <&3 || touch "$HOME/orphaned"; kill -TERM $broker ) >/dev/null 2>&1 &
watch=$!
wait $broker
kill $watch $epmd 2>/dev/null
wait
if [ -e "$HOME/orphaned" ]; then cd / && rm -rf "$HOME"; fi
`;

const READY = "Server startup complete";

export async function startRabbit(programs: RabbitPrograms): Promise<TestRabbit> {
  const folder = await mkdtemp(join(tmpdir(), "factum-rabbit-"));
  const [port = 0, epmdPort = 0, nodePort = 0] = await freePorts(3);
  await writeFile(join(folder, "plugins"), "[].\n");
  // Without the last line, a machine with a full disk blocks whoever publishes.
  await writeFile(
    join(folder, "rabbitmq.conf"),
    `listeners.tcp.1 = 127.0.0.1:${port}\ndisk_free_limit.absolute = 1MB\n`,
  );
  const env = {
    PATH: process.env.PATH,
    LC_ALL: "C.UTF-8",
    HOME: folder, // Of Erlang's cookie.
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    RABBITMQ_NODENAME: `factum-${port}@127.0.0.1`,
    RABBITMQ_USE_LONGNAME: "true", // The name above is one that no machine has to look up.
    RABBITMQ_DIST_PORT: String(nodePort),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-kernel inet_dist_use_interface {127,0,0,1}",
    RABBITMQ_MNESIA_BASE: join(folder, "data"),
    RABBITMQ_LOG_BASE: join(folder, "log"),
    RABBITMQ_LOGS: "-",
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "plugins"),
    RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq.conf"),
    RABBITMQ_CONF_ENV_FILE: join(folder, "none"), // The machine's own is not for us.
    RUNNING_UNDER_SYSTEMD: "true", // The script becomes the broker and does not stay beside it, so signals reach it.
  };

  let broker: ChildProcess | undefined;
  const stop = async () => {
    const running = broker;
    broker = undefined;
    if (running === undefined) return;
    const exited = once(running, "exit");
    running.stdin?.end("stop\n");
    await exited;
  };
  const start = async () => {
    broker ??= await startBroker(programs, env, folder);
  };
  const remove = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  await start().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return { url: `amqp://guest:guest@127.0.0.1:${port}`, stop, start, remove };
}

async function startBroker(
  { server, epmd }: RabbitPrograms,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<ChildProcess> {
  // In a session of its own: Ctrl-C reaches the tests alone, whose end then ends it.
  const child = spawn("/bin/sh", ["-c", SUPERVISE, server, epmd], {
    cwd: folder,
    env,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {}); // The broker may be gone before the pipe is closed.
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-8_000);
  });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`RabbitMQ did not start:\n${log}`)));
    createInterface(child.stdout).on("line", (line) => {
      log = `${log}${line}\n`.slice(-8_000);
      if (line.includes(READY)) resolve();
    });
  });
  return child;
}
