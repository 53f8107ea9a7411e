import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What the environment says, checked. */
export interface Config {
  /**
   * `web` answers requests, `listener` keeps the read models up to date, `all` does both. Any number of processes of each may
   * share a database.
   */
  readonly role: Role;
  /** 0 takes any free port; undefined listens nowhere, which only a `listener` may do. */
  readonly port: number | undefined;
  readonly host: string;
  /** Where the embedded Postgres and the session secret live. */
  readonly dataDir: string;
  /** A Postgres of your own; absent means the embedded one. */
  readonly databaseUrl: string | undefined;
  /** A RabbitMQ that carries the wake-ups; absent means Postgres's own LISTEN and NOTIFY. */
  readonly notifierUrl: string | undefined;
  /** Signs cookies; absent means one that is made once and kept in `dataDir`. */
  readonly sessionSecret: string | undefined;
  /** Whether a proxy stands before the process: it says who asks, and whether by https. */
  readonly trustProxy: boolean;
  /** How many requests a person may send in ten seconds; 0 is any number. */
  readonly rateLimit: number;
  /** Send traces and metrics; see process/telemetry.ts. */
  readonly telemetry: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly logFormat: "json" | "pretty";
  /** Show stacks. */
  readonly debug: boolean;
}

export type Role = (typeof ROLES)[number];

const ROLES = ["all", "web", "listener"] as const;
const LOG_LEVELS = ["silent", "error", "warn", "info", "debug", "trace"] as const;

/** The environment asks for something that cannot be. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const PORT_RULE = "PORT must be a whole number from 0 to 65535, such as 3000.";
const DATABASE_URL_RULE =
  "DATABASE_URL must look like postgres://user:password@host:5432/database; write special characters in the password " +
  "as %XX. Leave it out to use the embedded Postgres.";

const SPLIT_RULE =
  "ROLE=web and ROLE=listener are processes of their own that share a database: say which one in DATABASE_URL. The embedded " +
  "Postgres is for ROLE=all.";

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_RULE)
    .transform(Number)
    .refine((port) => port <= 65_535, PORT_RULE)
    .optional(),
  ROLE: oneOf("ROLE", ROLES).default("all"),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "HOST must be a host name or an address to listen on, such as 127.0.0.1 or 0.0.0.0.")
    .default("127.0.0.1"),
  DATA_DIR: z.string().default(fileURLToPath(new URL("../.data", import.meta.url))),
  DATABASE_URL: z.string().refine(isPostgresUrl, DATABASE_URL_RULE).optional(),
  NOTIFIER_URL: z
    .url({
      protocol: /^amqps?$/,
      error: "NOTIFIER_URL must look like amqp://user:password@host:5672; leave it out for Postgres.",
    })
    .optional(),
  SESSION_SECRET: z.string().min(32, "SESSION_SECRET must have at least 32 characters.").optional(),
  TRUST_PROXY: z.string().optional(),
  RATE_LIMIT: z
    .string()
    .regex(
      /^\d{1,9}$/,
      "RATE_LIMIT must be a whole number: requests that a person may send in ten seconds, 0 for any number.",
    )
    .transform(Number)
    .default(300),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "OTEL_EXPORTER_OTLP_ENDPOINT must look like http://collector:4318." })
    .optional(),
  LOG_LEVEL: oneOf("LOG_LEVEL", LOG_LEVELS).optional(),
  LOG_FORMAT: oneOf("LOG_FORMAT", ["json", "pretty"]).default("pretty"),
  DEBUG: z.string().optional(),
});

/** The names of all variables that are looked at. */
export const VARIABLES: readonly string[] = Object.keys(Environment.shape);

/** @throws {ConfigError} with a sentence for every variable at fault; no value is repeated, for it may be a secret */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(given);
  if (!result.success) {
    throw new ConfigError([...new Set(result.error.issues.map((issue) => issue.message))].join("\n"));
  }
  const { ROLE, PORT, HOST, DATA_DIR, DATABASE_URL, SESSION_SECRET, LOG_LEVEL, LOG_FORMAT, DEBUG } = result.data;
  if (ROLE !== "all" && DATABASE_URL === undefined) throw new ConfigError(SPLIT_RULE);
  return {
    role: ROLE,
    port: PORT ?? (ROLE === "listener" ? undefined : 3000),
    host: HOST,
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    notifierUrl: result.data.NOTIFIER_URL,
    sessionSecret: SESSION_SECRET,
    trustProxy: isOn(result.data.TRUST_PROXY),
    rateLimit: result.data.RATE_LIMIT,
    telemetry: result.data.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    // For people, only what they have to know; for machines, a line for every request.
    logLevel: LOG_LEVEL ?? (LOG_FORMAT === "pretty" ? "warn" : "info"),
    logFormat: LOG_FORMAT,
    debug: isOn(DEBUG),
  };
}

function oneOf<const Names extends readonly [string, ...string[]]>(variable: string, names: Names) {
  return z.enum(names, { error: `${variable} must be one of ${names.join(", ")}.` });
}

function isOn(flag: string | undefined): boolean {
  return flag !== undefined && flag !== "0";
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}
