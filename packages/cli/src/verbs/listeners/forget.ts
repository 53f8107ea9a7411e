import type { Command } from "commander";
import type { Output } from "../../output.js";
import { shown } from "../../text/shown.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { confirm } from "./confirm.js";
import { readModelOf } from "./listener-view.js";
import { look } from "./look.js";
import { addOperation, type Done, operate, type Target, unchanged } from "./operation.js";

const HELP = `For a listener that no application has any more: an old version after a deployment, say. Its checkpoint and its dead letters
go, its tables stay; drop them by SQL if nothing reads them. One that somebody runs is not forgotten.

Examples:
  $ factum listeners forget training_list_v1`;

interface ForgetOptions extends DatabaseOptions {
  readonly yes?: true;
}

/** `factum listeners forget`. */
export function addForget(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "forget a listener that no application has any more; its tables stay";
  addOperation(listeners, "forget", { description, help: HELP })
    .option("--yes", "do not ask")
    .action(async (name: string, options: ForgetOptions) =>
      exit(await operate(name, options, output, (target) => forget(target, options, output))),
    );
}

/** @throws {Error} if somebody runs it */
export async function forget(
  { desk, view }: Target,
  options: Pick<ForgetOptions, "yes">,
  output: Output,
): Promise<Done> {
  const title = shown(view.title);
  const question =
    `The checkpoint and the dead letters of ${title} go, its tables stay. ` +
    "An application that has it would begin at the first event again.\nShall it be forgotten?";
  if (view.owners.length > 0) {
    throw new Error(`${view.owners.map(shown).join(" and ")} runs ${title}. Stop what has it first.`);
  }
  if (!(await confirm(output, options, question))) return unchanged(view);
  const { listeners } = await look(desk);
  // A build that is being made for a read model goes with it.
  const names = listeners
    .filter(
      ({ name, build }) =>
        name === view.name ||
        (view.build?.role === "live" && build !== null && readModelOf(name) === readModelOf(view.name)),
    )
    .map(({ name }) => name);
  for (const name of names) await desk.control.forget(name);
  return {
    sentence: `Forgot ${names.map(shown).join(" and ")}.`,
    json: { listener: view.name, changed: true, forgotten: names },
  };
}
