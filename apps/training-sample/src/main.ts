import { USERS } from "./catalog.js";
import { type Config, readConfig } from "./config.js";
import { describeFailure } from "./process/describe-failure.js";
import { onStopSignals } from "./process/signals.js";
import { start } from "./process/start.js";

/** The process: environment → everything started → signals → everything stopped. */
async function main(): Promise<void> {
  let config: Config | undefined;
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
    const app = await start(config, { log: say, interrupted: interruption.signal });
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

function greeting(url: string, { dataDir, databaseUrl }: Config): string {
  const people = USERS.map(({ name, role }) => `    ${name} (${role})`).join("\n");
  const data = databaseUrl === undefined ? `Its data is kept in ${dataDir}.` : "Its data is in DATABASE_URL.";
  return `\n  The training sample is ready:  ${url}\n\n  Who may log in, without a password:\n${people}\n\n  ${data} Ctrl-C stops it.\n`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
