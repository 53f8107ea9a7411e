/** `npm run bench -- append --json FILE`: ratios within one run, on a fresh Postgres with durable settings. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "@factum/testing/pg";
import { benchAppend } from "./append.js";
import { benchHeld } from "./held.js";
import { benchRead } from "./read.js";

const BENCHMARKS = { append: benchAppend, read: benchRead, held: benchHeld } as const;
const USAGE = `Usage: npm run bench -- [${Object.keys(BENCHMARKS).join(" | ")}]... [--json FILE]

Runs the named benchmarks (all, if none is named) on a fresh embedded Postgres with fsync and synchronous_commit on.
Figures are ratios within this run and medians of at least 5 interleaved rounds; --json keeps them in a file.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, help: { type: "boolean", short: "h" } },
});
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
  const server = await startEmbeddedPostgres();
  try {
    const metrics: Record<string, number> = {};
    for (const name of benchmarks) Object.assign(metrics, await BENCHMARKS[name](server.connectionString));
    return metrics;
  } finally {
    await server.stop();
  }
}
