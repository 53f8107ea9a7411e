import { openPg, type PgStore } from "@factum/pg-adapter";
import type { Terminal } from "../terminal/terminal.js";
import { actCheck } from "./act-check.js";
import { actRace } from "./act-race.js";
import { actRebuild } from "./act-rebuild.js";
import { actResume } from "./act-resume.js";
import { openDemoDatabase } from "./demo-database.js";
import type { DemoOptions } from "./demo-options.js";

/** Plays the four acts and leaves nothing behind. @returns what went wrong, a sentence each; none when all holds */
export async function runDemo(
  terminal: Terminal,
  options: DemoOptions & { readonly databaseUrl: string | undefined },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const database = await openDemoDatabase(options.databaseUrl);
  const opened: PgStore[] = [];
  const open = async (applicationName: string): Promise<PgStore> => {
    const { connectionString, schema } = database;
    const onError = (error: unknown) => console.error(error);
    const store = await openPg({ connectionString, schema, applicationName, maxConnections: 5, onError });
    opened.push(store);
    return store;
  };
  try {
    terminal.line(terminal.style("dim", `   ${database.description}`));
    terminal.line();
    const processes = [await open("factum demo 1"), await open("factum demo 2")] as const;
    const stage = { terminal, processes, schema: database.schema, signal };
    const problems = await actRace(stage, options.races);
    problems.push(...(await actResume(stage)));
    await actRebuild(stage, options.events);
    problems.push(...(await actCheck(stage)));
    return problems;
  } finally {
    await Promise.all(opened.map((store) => store.close()));
    await database.remove();
  }
}
