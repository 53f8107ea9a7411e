import { lstatSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { assertAppName } from "./app-name.js";
import { CreateError } from "./create-error.js";
import { fillTemplate } from "./fill-template.js";

export interface CreateAppOptions {
  /** The folder that the application's folder is made in. */
  readonly parent: string;
  /** Of the folder and of the package. */
  readonly name: string;
  /** A folder as `src/pack` writes it. */
  readonly template: string;
  /** A folder with tarballs of Factum's packages, to be used in the place of published ones. */
  readonly packages?: string;
}

/**
 * Writes the application's files. They are written beside their place and moved there when all of them are complete, so
 * nobody ever sees half an application. It does not wait for anything: a signal comes before it or after it.
 *
 * @returns the application's folder
 * @throws {CreateError} if it cannot be made; then nothing is left behind
 */
export function createApp({ parent, name, template, packages }: CreateAppOptions): string {
  assertAppName(name);
  const folder = path.join(parent, name);
  if (!isThere(parent)) {
    throw new CreateError(`The folder ${parent} is not there.`, "Go to one that is, and try again.");
  }
  assertFree(folder, name);
  let half: string | undefined;
  try {
    half = mkdtempSync(path.join(parent, `.${name}-`));
    const whole = path.join(half, name);
    fillTemplate({ template, folder: whole, name, ...(packages === undefined ? {} : { packages }) });
    // Not every system lets a folder take the place of an empty one.
    if (isThere(folder)) rmdirSync(folder);
    renameSync(whole, folder);
  } catch (error) {
    throw asCreateError(error, parent);
  } finally {
    if (half !== undefined) rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

/** An empty folder may have been made for the purpose. Whatever it holds else is somebody's, and nothing is mixed into it. */
function assertFree(folder: string, name: string): void {
  const there = lstatSync(folder, { throwIfNoEntry: false });
  if (there === undefined) return;
  const advice = "Take another name, or move it away.";
  if (!there.isDirectory()) throw new CreateError(`${name} is there already, and is not a folder.`, advice);
  const [first] = entriesOf(folder);
  if (first !== undefined) throw new CreateError(`The folder ${name} is not empty: it holds ${first}.`, advice);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw asCreateError(error, folder);
  }
}

function isThere(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
}

/** Says for what a person can mend how to. Everything else stays as it is: it is a failure of ours. */
export function asCreateError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  const known = Object.hasOwn(FAILURES, code) ? FAILURES[code] : undefined;
  return known === undefined ? error : new CreateError(known.problem(folder), known.advice, { cause: error });
}

interface Failure {
  readonly advice: string;
  problem(folder: string): string;
}

const NO_PERMISSION: Failure = {
  problem: (folder) => `You have no permission to write into ${folder}.`,
  advice: "Go to a folder of yours and try again.",
};

const FAILURES: Readonly<Record<string, Failure>> = {
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: { ...NO_PERMISSION, problem: (folder) => `${folder} is on a disk that nothing can be written to.` },
  ENOSPC: { problem: (folder) => `The disk of ${folder} is full.`, advice: "Make room and try again." },
  EDQUOT: { problem: (folder) => `Your share of the disk of ${folder} is full.`, advice: "Make room and try again." },
  ENOTEMPTY: {
    problem: () => "Somebody has put files into the folder at this moment.",
    advice: "Look at them, and take another name.",
  },
};
