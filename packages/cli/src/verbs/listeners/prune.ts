import { PgStoreError } from "@factum/pg-adapter";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { shown } from "../../text/shown.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { addOperation, type Done, operate, type Target } from "./operation.js";
import { readModelName } from "./read-model-name.js";

const HELP = `After a rebuild the old tables stay, for queries that began before it. The next rebuild drops them, or this.

Examples:
  $ factum listeners prune TrainingList`;

const LOCK_NOT_AVAILABLE = "55P03";

/** `factum listeners prune`. */
export function addPrune(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "drop the tables that rebuilds of a read model have replaced";
  addOperation(listeners, "prune", { description, help: HELP }).action(async (name: string, options: DatabaseOptions) =>
    exit(await operate(name, options, output, prune)),
  );
}

/** @throws {Error} for what is no read model, and while somebody reads the old tables */
export async function prune({ desk, view }: Target): Promise<Done> {
  const dropped = await desk.readModels.dropOldBuilds(readModelName(view)).catch((error: unknown) => {
    if (!(error instanceof PgStoreError) || error.sqlState !== LOCK_NOT_AVAILABLE) throw error;
    const title = shown(view.title);
    throw new Error(
      `A transaction still reads an old table of ${title}. Nothing was dropped: try again when it has ended.`,
      {
        cause: error,
      },
    );
  });
  return {
    sentence:
      dropped.length === 0
        ? `${shown(view.title)} has no old tables: there is nothing to drop.`
        : `Dropped ${dropped.map(shown).join(", ")}.`,
    json: { listener: view.name, changed: dropped.length > 0, dropped },
  };
}
