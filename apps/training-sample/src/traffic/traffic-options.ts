import { parseArgs } from "node:util";
import { UsageError, wholeNumber } from "../terminal/whole-number.js";

export interface TrafficOptions {
  readonly trainings: number;
  readonly clients: number;
  /** Of the work, not of its timing: the same seed sends the same commands. */
  readonly seed: number;
  /** The running application; undefined starts one. */
  readonly url: string | undefined;
  /** Whether web and listeners are processes of their own, which are killed and restarted meanwhile. */
  readonly split: boolean;
  /** The application's database; undefined starts an embedded one. */
  readonly database: string | undefined;
}

const MAX_SEED = 999_999_999;

export const TRAFFIC_HELP = `npm run traffic -- [options]

Sends commands to the application over HTTP, many of them racing for one training
on purpose; then checks what everybody was told against the log in Postgres.

  --trainings N    trainings that are registered and worked on   (default 1,000)
  --clients N      clients at work at the same time, 2 to 512    (default 32)
  --seed N         repeats the same work; printed by every run   (default: random)
  --url URL        an application that runs already, such as http://127.0.0.1:3000;
                   started with RATE_LIMIT=0. Without it one is started, and
                   stopped at the end
  --database URL   the application's database, which the check reads directly;
                   needed with --url. Without it an embedded Postgres is started.
  --split          one web process and two listeners, which are killed and
                   restarted in the middle of it
  --help           this text

Exits with 0 when every answer is borne out by the log, with 1 when not.
`;

/** @returns "help" when that is all that was asked for. @throws {UsageError} */
export function readTrafficOptions(args: readonly string[]): TrafficOptions | "help" {
  const values = parse(args);
  if (values.help === true) return "help";
  const { url, database } = values;
  if (url !== undefined && !(/^http:\/\//.test(url) && URL.canParse(url))) {
    throw new UsageError(`--url must look like http://127.0.0.1:3000; it is ${JSON.stringify(url)}.`);
  }
  if (database !== undefined && !/^postgres(ql)?:\/\//.test(database)) {
    throw new UsageError("--database must look like postgres://user:password@host:5432/database.");
  }
  if (url !== undefined && database === undefined) {
    throw new UsageError(
      "--url needs --database as well, because the check reads the log itself. An application on its embedded Postgres " +
        "cannot be checked from outside: start it with DATABASE_URL, or leave --url out.",
    );
  }
  if (url !== undefined && values.split === true) {
    throw new UsageError("--split starts the processes that it kills, so it cannot go with --url.");
  }
  return {
    split: values.split === true,
    trainings: wholeNumber("trainings", values.trainings ?? "1000", 1, 1_000_000),
    clients: wholeNumber("clients", values.clients ?? "32", 2, 512),
    seed: values.seed === undefined ? randomSeed() : wholeNumber("seed", values.seed, 0, MAX_SEED),
    url: url === undefined ? undefined : new URL(url).origin,
    database,
  };
}

function randomSeed(): number {
  return Math.floor(Math.random() * (MAX_SEED + 1));
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = {
    trainings: text,
    clients: text,
    seed: text,
    url: text,
    database: text,
    split: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
