/** Scaffolding as others call it: what it needs to parse, to evaluate and to print is loaded only when somebody does. */
import type * as addAggregateModule from "./add-aggregate.js";
import type * as addCommandModule from "./add-command.js";
import type * as addEventModule from "./add-event.js";
import type * as addReadModelModule from "./add-read-model.js";
import type { InitOptions } from "./init-project.js";
import type { ScaffoldResult } from "./scaffolding.js";

/** {@link addAggregateModule.addAggregate} */
export const addAggregate: typeof addAggregateModule.addAggregate = async (options) =>
  (await import("./add-aggregate.js")).addAggregate(options);

/** {@link addCommandModule.addCommand} */
export const addCommand: typeof addCommandModule.addCommand = async (options) =>
  (await import("./add-command.js")).addCommand(options);

/** {@link addEventModule.addEvent} */
export const addEvent: typeof addEventModule.addEvent = async (options) =>
  (await import("./add-event.js")).addEvent(options);

/** {@link addReadModelModule.addReadModel} */
export const addReadModel: typeof addReadModelModule.addReadModel = async (options) =>
  (await import("./add-read-model.js")).addReadModel(options);

/**
 * Makes a project, or adds the files that a package lacks to be one. No file that is there is changed.
 *
 * @throws {ScaffoldError} if it cannot be made here; then nothing was written
 */
export async function initProject(options: InitOptions): Promise<ScaffoldResult> {
  return (await import("./init-project.js")).initProject(options);
}
