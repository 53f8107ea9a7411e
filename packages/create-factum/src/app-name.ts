import { builtinModules } from "node:module";
import { CreateError } from "./create-error.js";

/**
 * What is the name of a folder, of an npm package and of a container image at once. Stricter than npm alone: it also goes
 * into code, into addresses and into commands, where it needs no quotes.
 */
const NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Docker takes no more; npm would take 214. */
const LONGEST = 128;

/** Names that npm refuses, or that Node would take for a module of its own. */
const TAKEN: ReadonlySet<string> = new Set(["node_modules", "favicon.ico", ...builtinModules]);

/** @throws {CreateError} if no application can have this name */
export function assertAppName(name: string): void {
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
  if (/[\\/]/.test(name) || name === "." || name === "..") {
    throw new CreateError(
      `${shown} is a path, not a name.`,
      "Go to the folder that the application is to be made in, and give its name alone, e.g. my-app.",
    );
  }
  if (name.length > LONGEST) throw new CreateError(`${shown} is too long.`, `Take ${LONGEST} characters at most.`);
  if (!NAME.test(name)) {
    throw new CreateError(
      `${shown} cannot be the name of an application.`,
      `Take lower-case letters and digits, with single -, _ or . between them, e.g. ${nameLike(name)}.`,
    );
  }
  if (TAKEN.has(name)) throw new CreateError(`${shown} is a name that npm or Node keeps.`, "Take another one.");
}

/** A name that would do, out of one that does not. */
function nameLike(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const like = words.join("-");
  return like === "" || TAKEN.has(like) ? "my-app" : like;
}
