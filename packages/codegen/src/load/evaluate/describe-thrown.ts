import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { isError, transformPlace } from "./stack-place.js";
import { ModelEndsProcessError } from "./watch-models.js";

/** Longer sentences are cut: a message may hold all that a model printed. */
const MAX_LENGTH = 2000;

/** What a model threw, as sentences for people, without this machine's paths. Throws nothing, whatever was thrown. */
export function describeThrown(error: unknown, folder: string): string {
  try {
    return shortened(withoutFolder(describe(error), folder));
  } catch {
    // An error's own getters may throw.
    return "It threw something that cannot be shown.";
  }
}

function describe(error: unknown): string {
  const problem = transformPlace(error)?.problem;
  if (problem !== undefined) return `Syntax error: ${problem}`;
  if (error instanceof ModelEndsProcessError) return error.message;
  if (!isError(error)) return `It threw ${inspect(error, { depth: 1, breakLength: Infinity })}, which is no Error.`;
  const text = error.message === "" ? error.name : `${error.name}: ${error.message}`;
  return isError(error.cause) ? `${text} (because of ${error.cause.name}: ${error.cause.message})` : text;
}

/** Two machines must say the same. */
function withoutFolder(text: string, folder: string): string {
  return text
    .replaceAll(`${pathToFileURL(folder).href}/`, "")
    .replaceAll(`${folder}/`, "")
    .replaceAll(`${folder}\\`, "");
}

function shortened(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`;
}
