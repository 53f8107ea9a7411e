import type { Command } from "commander";
import type { Output } from "../../output.js";
import { addDatabaseOptions, type DatabaseOptions } from "../db/database-options.js";
import { findListener } from "./find-listener.js";
import { atDesk, type ListenerDesk } from "./listener-desk.js";
import type { ListenerView } from "./listener-view.js";
import { look } from "./look.js";

/** What an operation came to: a sentence for people, fields for programs. */
export interface Done {
  readonly sentence: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** Of the process; default 0. */
  readonly exitCode?: number;
}

/** An operation on one listener that a person has named. */
export interface Target {
  readonly desk: ListenerDesk;
  readonly view: ListenerView;
  /** When it was looked at. */
  readonly at: Date;
}

/** Adds a verb for one listener; its options come with `--database`, `--schema` and `--json`. */
export function addOperation(
  listeners: Command,
  verb: string,
  texts: { readonly description: string; readonly help: string },
): Command {
  return addDatabaseOptions(listeners.command(verb))
    .description(texts.description)
    .argument("<name>", "the listener: TrainingList, training_list or training_list_v1")
    .addHelpText("after", `\n${texts.help}`);
}

/** Finds the listener and runs `work` on it; says what came of it. @returns the exit code */
export async function operate<O extends DatabaseOptions>(
  name: string,
  options: O,
  output: Output,
  work: (target: Target) => Promise<Done>,
): Promise<number> {
  const { sentence, json, exitCode } = await atDesk(options, async (desk) => {
    const { listeners, at } = await look(desk);
    return work({ desk, view: findListener(name, listeners), at });
  });
  output.out(options.json === true ? `${JSON.stringify(json, null, 2)}\n` : `${sentence}\n`);
  return exitCode ?? 0;
}

/** What an operation comes to that its person did not want after all. */
export function unchanged(view: ListenerView, sentence = "Nothing was changed."): Done {
  return { sentence, json: { listener: view.name, changed: false } };
}
