/**
 * `npm run bench -- append --json FILE`: ratios within one run, on a fresh Postgres with durable settings, of the packages as
 * they are published, and run as in production.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "@factum/testing/pg";
import { benchAppend } from "./append.js";
import { benchBulk } from "./bulk.js";
import { benchCodegen } from "./codegen.js";
import { benchCommands } from "./commands.js";
import { benchGrowth } from "./growth.js";
import { benchHeld } from "./held.js";
import { benchListeners } from "./listeners.js";
import { benchRead } from "./read.js";

const USAGE = `Usage: npm run bench -- [append | bulk | growth | read | held | commands | listeners | codegen]... [--json FILE] [--events N]

Runs the named benchmarks (all, if none is named) on a fresh embedded Postgres with fsync and synchronous_commit on;
"codegen", which needs none, on 200 models in a temporary folder: seconds of the whole command from nothing and of --check
with nothing to do, milliseconds from a save under --watch, the compiler's work for generated types ÷ for inferred ones.
Figures are ratios within this run and medians of at least 5 interleaved rounds; --json keeps them in a file.
--events N says how many events "growth" stores first (default 10,000,000, which takes a while to make).`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    events: { type: "string", default: "10000000" },
    help: { type: "boolean", short: "h" },
  },
});
const BENCHMARKS = {
  append: benchAppend,
  bulk: benchBulk,
  growth: (connectionString: string) => benchGrowth(connectionString, Number(values.events)),
  read: benchRead,
  held: benchHeld,
  commands: benchCommands,
  listeners: benchListeners,
  codegen: benchCodegen,
} as const;
const WITHOUT_POSTGRES: readonly string[] = ["codegen"];
process.env.NODE_ENV = "production";
const names = positionals.length === 0 ? Object.keys(BENCHMARKS) : positionals;
const unknown = names.filter((name) => !(name in BENCHMARKS));

if (values.help === true) console.log(USAGE);
else if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}".\n\n${USAGE}`);
  process.exitCode = 1;
} else {
  const metrics = await run(names as (keyof typeof BENCHMARKS)[]);
  for (const [name, value] of Object.entries(metrics))
    console.log(`${name.padEnd(32)} ${value.toFixed(value < 100 ? 2 : 0)}`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(metrics, null, 2)}\n`);
}

async function run(benchmarks: readonly (keyof typeof BENCHMARKS)[]): Promise<Record<string, number>> {
  const server = benchmarks.every((name) => WITHOUT_POSTGRES.includes(name))
    ? undefined
    : await startEmbeddedPostgres();
  try {
    const metrics: Record<string, number> = {};
    for (const name of benchmarks) Object.assign(metrics, await BENCHMARKS[name](server?.connectionString ?? ""));
    return metrics;
  } finally {
    await server?.stop();
  }
}
