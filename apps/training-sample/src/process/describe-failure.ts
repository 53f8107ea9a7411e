import type { Config } from "../config.js";
import { ConfigError } from "../config.js";
import { decoded, withoutPassword } from "./without-password.js";

interface Failure {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly path?: unknown;
  readonly message?: unknown;
}

/**
 * Why the application could not start, for the person before the terminal: the cause and the way out, in a sentence or
 * two. Never the password inside DATABASE_URL.
 *
 * @param config undefined if the environment itself was at fault
 */
export function describeFailure(error: unknown, config: Config | undefined): string {
  const causes = [...chain(error)];
  const sentence = config === undefined ? undefined : firstOf(causes, (cause) => sentenceOf(cause, config));
  const text = sentence ?? (error instanceof Error ? error.message : String(error));
  const unforeseen = sentence === undefined && !(error instanceof ConfigError);
  const stack = config?.debug === true ? `\n\n${causes.map(stackOf).join("\n\nCaused by: ")}` : "";
  const hint = unforeseen && config?.debug === false ? "\nDEBUG=1 shows where it comes from." : "";
  return withoutPassword(`${text}${hint}${stack}`, config?.databaseUrl);
}

function sentenceOf(failure: Failure, config: Config): string | undefined {
  const { syscall, path } = failure;
  if (syscall === "listen") return listenSentence(failure, config);
  if (isFullDisk(failure)) {
    const where = config.databaseUrl === undefined ? `DATA_DIR is ${config.dataDir}` : "see the database server";
    return `The disk is full (${where}). Make room, or choose a folder on another disk: DATA_DIR=/path npm start`;
  }
  if (config.databaseUrl !== undefined) {
    const sentence = databaseSentence(failure, new URL(config.databaseUrl));
    if (sentence !== undefined) return sentence;
  }
  return typeof path === "string" ? folderSentence(failure, path, config) : undefined;
}

function listenSentence({ code }: Failure, { port, host }: Config): string {
  const other = `Choose another one, for example: PORT=${port === 3000 ? 3001 : 3000} npm start`;
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is taken by another program. ${other}`;
    case "EACCES":
      return `This user may not listen on port ${port}. ${other}`;
    default:
      return `HOST=${host} is no address of this machine. Leave it out to listen on 127.0.0.1.`;
  }
}

function folderSentence({ code }: Failure, path: string, { dataDir }: Config): string | undefined {
  const other = "Choose another folder: DATA_DIR=/path npm start";
  switch (code) {
    case "EEXIST":
    case "ENOTDIR":
      return `DATA_DIR is ${dataDir}, but ${path} is a file. ${other}`;
    case "EACCES":
    case "EPERM":
      return `This user may not write to ${path} (DATA_DIR is ${dataDir}). Change its owner or mode. ${other}`;
    case "EROFS":
    case "ENOENT": // What Node says of a folder that it cannot make on a read-only disk.
      return `DATA_DIR is ${dataDir}, and ${path} cannot be made there; is the disk read-only? ${other}`;
    default:
      return undefined;
  }
}

/** Codes of Node's sockets, and SQLSTATEs. */
function databaseSentence({ code, message }: Failure, url: URL): string | undefined {
  const server = `${url.hostname}:${url.port || "5432"}`;
  const database = decoded(url.pathname.slice(1));
  const user = decoded(url.username);
  switch (code) {
    case "ECONNREFUSED":
      return `No database answers at ${server}. Start it, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host name ${url.hostname} is not known. Correct DATABASE_URL, or check the network.`;
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return unreachable(server);
    case "ECONNRESET":
    case "EPIPE":
      return notPostgres(server);
    case "28P01":
    case "28000":
      return `The database at ${server} refused the user "${user}". Check user and password in DATABASE_URL.`;
    case "3D000":
      return `There is no database "${database}" at ${server}. Create it, or correct DATABASE_URL.`;
    case "42501":
      return `The user "${user}" may not do what is needed in "${database}": ${String(message)}. Grant it, or use another user in DATABASE_URL.`;
    case "53300":
    case "57P03":
      return `The database at ${server} takes no connection at the moment: ${String(message)}. Try again in a moment.`;
    default:
      // The driver gives these no code.
      if (/timeout/.test(String(message))) return unreachable(server);
      return /^Connection terminated/.test(String(message)) ? notPostgres(server) : undefined;
  }
}

function unreachable(server: string): string {
  return `The database at ${server} cannot be reached. Check DATABASE_URL, the network and the firewall.`;
}

function notPostgres(server: string): string {
  return `What answers at ${server} broke the connection off. Is it Postgres? Check DATABASE_URL.`;
}

function isFullDisk({ code, message }: Failure): boolean {
  return code === "ENOSPC" || code === "EDQUOT" || code === "53100" || /no space left on device/i.test(String(message));
}

/** The error, what caused it, and so on; all of them where there were several. */
function* chain(error: unknown): Generator<Failure & Partial<Error>> {
  if (typeof error !== "object" || error === null) return;
  yield error;
  if (error instanceof AggregateError) for (const one of error.errors) yield* chain(one);
  if ("cause" in error) yield* chain(error.cause);
}

function firstOf<Item, Result>(items: readonly Item[], map: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = map(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

function stackOf(failure: Failure & Partial<Error>): string {
  return failure.stack ?? String(failure.message);
}
