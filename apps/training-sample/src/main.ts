import { USERS } from "./catalog.js";
import { type Config, readConfig } from "./config.js";
import { describeFailure } from "./process/describe-failure.js";
import { createLogger, type Logger } from "./process/logger.js";
import { onStopSignals } from "./process/signals.js";
import { start } from "./process/start.js";

/** The process: environment → everything started → signals → everything stopped. */
async function main(): Promise<void> {
  let config: Config | undefined;
  let logger: Logger | undefined;
  // Sentences for the person before the terminal; where machines read, lines of the log like all others.
  const say = (text: string) => {
    if (config?.logFormat === "json") logger?.info(text.trim());
    else process.stdout.write(`${text}\n`);
  };
  const interruption = new AbortController();
  const stopAsked = new Promise<void>((resolve) => {
    onStopSignals(
      () => {
        say("\nStopping …");
        interruption.abort();
        resolve();
      },
      () => process.exit(130),
    );
  });

  try {
    config = readConfig(process.env);
    logger = createLogger(config);
    const app = await start(config, { say, logger, interrupted: interruption.signal });
    say(greeting(app.url, config));
    await stopAsked;
    await app.stop();
    say("Stopped.");
  } catch (error) {
    if (interruption.signal.aborted) {
      say("Stopped before it had started.");
    } else {
      process.stderr.write(`${describeFailure(error, config)}\n`);
      process.exitCode = 1;
    }
  }
}

function greeting(url: string | undefined, { role, logFormat, dataDir, databaseUrl }: Config): string {
  if (role === "listener") return `The listener process is ready${url === undefined ? "." : `:  ${url}`}`;
  if (logFormat === "json") return `The training sample is ready:  ${url}`;
  const people = USERS.map(({ name, role }) => `    ${name} (${role})`).join("\n");
  const data = databaseUrl === undefined ? `Its data is kept in ${dataDir}.` : "Its data is in DATABASE_URL.";
  return `\n  The training sample is ready:  ${url}\n\n  Who may log in, without a password:\n${people}\n\n  ${data} Ctrl-C stops it.\n`;
}

await main();
