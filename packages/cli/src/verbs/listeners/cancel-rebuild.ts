import { shown } from "../../text/shown.js";
import type { Done, Target } from "./operation.js";
import { readModelName } from "./read-model-name.js";

/**
 * `factum listeners rebuild NAME --cancel`: gives up the build that is being made.
 *
 * @throws {NoBuildError} if there is none
 * @throws {Error} for what is no read model
 */
export async function cancelRebuild({ desk, view }: Target): Promise<Done> {
  const model = readModelName(view);
  const build = await desk.readModels.cancelBuild(model);
  await desk.wake();
  const title = shown(`${model.name}_v${model.version}`);
  return {
    sentence: `Gave up build ${build} of ${title}. Queries go on reading the tables that they have read all the time.`,
    json: { listener: view.name, changed: true, build, canceled: true },
  };
}
