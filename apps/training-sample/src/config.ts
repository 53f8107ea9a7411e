import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What the environment says, checked. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Where the embedded Postgres and the session secret live. */
  readonly dataDir: string;
  /** A Postgres of your own; absent means the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Signs cookies; absent means one that is made once and kept in `dataDir`. */
  readonly sessionSecret: string | undefined;
  /** Show stacks. */
  readonly debug: boolean;
}

/** The environment asks for something that cannot be. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const PORT_RULE = "PORT must be a whole number from 0 to 65535, such as 3000.";
const DATABASE_URL_RULE =
  "DATABASE_URL must look like postgres://user:password@host:5432/database; write special characters in the password " +
  "as %XX. Leave it out to use the embedded Postgres.";

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_RULE)
    .transform(Number)
    .refine((port) => port <= 65_535, PORT_RULE)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "HOST must be a host name or an address to listen on, such as 127.0.0.1 or 0.0.0.0.")
    .default("127.0.0.1"),
  DATA_DIR: z.string().default(fileURLToPath(new URL("../.data", import.meta.url))),
  DATABASE_URL: z.string().refine(isPostgresUrl, DATABASE_URL_RULE).optional(),
  SESSION_SECRET: z.string().min(32, "SESSION_SECRET must have at least 32 characters.").optional(),
  DEBUG: z.string().optional(),
});

/** @throws {ConfigError} with a sentence for every variable at fault; no value is repeated, for it may be a secret */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(given);
  if (!result.success) {
    throw new ConfigError([...new Set(result.error.issues.map((issue) => issue.message))].join("\n"));
  }
  const { PORT, HOST, DATA_DIR, DATABASE_URL, SESSION_SECRET, DEBUG } = result.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    sessionSecret: SESSION_SECRET,
    debug: DEBUG !== undefined && DEBUG !== "0",
  };
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}
