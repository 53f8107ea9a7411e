import { type Logger, pino } from "pino";
import type { Config } from "../config.js";
import { withoutPassword } from "./without-password.js";

export type { Logger };

/** Never logged on purpose; taken out all the same wherever an object brings them along. */
const SECRETS = ["cookie", "set-cookie", "authorization", "password", "secret", "sessionSecret", "databaseUrl", "body"];

type LoggerConfig = Pick<Config, "logLevel" | "logFormat" | "databaseUrl" | "debug">;

/** Structured logs on stdout: a line of JSON for machines, or a sentence for people. */
export function createLogger(config: LoggerConfig, output: { write(text: string): unknown } = process.stdout): Logger {
  const { logFormat, logLevel } = config;
  return pino(
    {
      level: logLevel,
      base: { pid: process.pid },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => described(error, config) },
      redact: {
        paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: "[redacted]",
      },
    },
    { write: (line) => void output.write(logFormat === "json" ? line : forPeople(line)) },
  );
}

/** An error as far as it may be told: its message may quote the URL of the database. */
function described(error: unknown, { databaseUrl, debug, logFormat }: LoggerConfig): object {
  if (!(error instanceof Error)) return { message: withoutPassword(String(error), databaseUrl) };
  const stack = debug || logFormat === "json" ? withoutPassword(error.stack ?? "", databaseUrl) : undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { type: error.name, code, message: withoutPassword(error.message, databaseUrl), stack };
}

function forPeople(line: string): string {
  const { level, msg, time: _time, pid: _pid, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const error = err as { message?: string; stack?: string } | undefined;
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === "string" ? inOneLine(value) : JSON.stringify(value)}`,
  );
  const parts = [level === "info" ? "" : `${String(level)}: `, String(msg), ...rest.map((field) => ` ${field}`)];
  return `${parts.join("")}${error === undefined ? "" : `: ${error.stack ?? error.message ?? ""}`}\n`;
}

/** What came from outside, a path above all, must not look like a line of its own, nor steer the terminal. */
function inOneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
