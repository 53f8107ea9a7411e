import { existsSync } from "node:fs";
import path from "node:path";
import type { GenerateResult } from "../generate.js";
import type { Stages } from "../generate-from.js";
import { memoryFile, readMemory, writeMemory } from "../load/cache/disk-memory.js";
import { createFileReader } from "../load/cache/file-reader.js";
import { createLoader, type Loader } from "../load/loader.js";
import { LOCK_FOLDER } from "../lock/lock-file.js";
import { modelsOf } from "../model/project.js";
import { projectFolder } from "../project-folder.js";
import { fileStates } from "./file-states.js";
import { createHints } from "./hints.js";
import { watchFolders } from "./watched-folders.js";

/** How often all files are looked at, whatever the operating system has told or kept to itself. */
const LOOK_MS = 2_000;
/** How long a model must be gone until its generated files go too: editors save by renaming. */
const GONE_MS = 150;
/** Files that change while they are read are read again so many times; then a later change will do. */
const MAX_ATTEMPTS = 10;

export interface WatchOptions {
  /** The project's folder; models are looked for in its `src`. */
  readonly folder: string;
  /** Called after every round, one at a time. A round without changes may well follow one with the same result. */
  readonly onRound?: (round: WatchRound) => void;
  /** How long one model may take to be evaluated. Default 10. */
  readonly timeoutSeconds?: number;
  /** Gets what models print while they are evaluated. Default: dropped. */
  readonly onOutput?: (text: string) => void;
}

/** One time that models were loaded and their files written; or the error that prevented it, e.g. a full disk. */
export type WatchRound = { readonly milliseconds: number } & (
  | { readonly result: GenerateResult }
  | { readonly error: unknown }
);

export interface Watch {
  /** Looks at all files now; resolves with the round that has seen everything written before the call. */
  refresh(): Promise<WatchRound>;
  /** Stops after what is being written; resolves when no process and no timer is left. */
  close(): Promise<void>;
  /** Resolves when it was closed; rejects with what `onRound` throws. */
  readonly closed: Promise<void>;
}

/**
 * Generates now and after every change, until it is closed.
 *
 * What the operating system tells of changes only says when to look: each round looks at all files, and at the end of any
 * sequence of changes the generated files are those of a `generate` from nothing.
 *
 * The lock is read, and models are held to it, but it is not written: an event's name that was saved half-typed would be
 * locked. What waits to be locked stands in each round's `waiting`.
 *
 * @throws {NoProjectError} if the folder has no `src`
 */
export function watchProject(options: WatchOptions): Watch {
  const folder = projectFolder(options.folder);
  const { timeoutSeconds = 10, onOutput = () => {}, onRound = () => {} } = options;
  const cacheFile = memoryFile(folder);
  const memory = cacheFile === undefined ? undefined : readMemory(cacheFile);
  const files = createFileReader();
  const loader = createLoader({ folder, timeoutSeconds, onOutput, files, ...(memory === undefined ? {} : { memory }) });
  let stages: Stages | undefined;

  const stop = new AbortController();
  const hints = createHints();
  const folders = watchFolders((changed) => (isOurs(changed) ? hints.late() : hints.soon()));
  const looking = setInterval(() => lookAround() && hints.soon(), LOOK_MS);
  let waiting: ((round: WatchRound) => void)[] = [];
  let models: readonly string[] = [];
  let stamp = "";
  let attempts = 0;

  hints.now();
  const closed = run().finally(() => {
    clearInterval(looking);
    folders.close();
    loader.close();
    keepMemory(loader, cacheFile);
  });
  // Whoever never looks at `closed` learns of it by what fails then.
  closed.catch(() => {});
  return { refresh, close, closed };

  function refresh(): Promise<WatchRound> {
    return new Promise((resolve, reject) => {
      waiting.push(resolve);
      closed.then(() => reject(new Error("The watch was closed.")), reject);
      hints.now();
    });
  }

  function close(): Promise<void> {
    stop.abort();
    hints.end();
    return closed;
  }

  async function run(): Promise<void> {
    for (;;) {
      await hints.next();
      if (!stop.signal.aborted && models.some((file) => !existsSync(file))) await hints.quiet(GONE_MS);
      if (stop.signal.aborted) return;
      const asked = waiting;
      waiting = [];
      const round = await runRound();
      if (round === undefined) return;
      onRound(round);
      if (attempts > 0) waiting.push(...asked);
      else for (const resolve of asked) resolve(round);
      loader.prepare();
    }
  }

  /** Undefined if it was closed meanwhile. */
  async function runRound(): Promise<WatchRound | undefined> {
    const started = performance.now();
    const milliseconds = () => performance.now() - started;
    // Folders are watched before their files are read, so that no change falls in between.
    lookAround();
    try {
      const [{ project, isUnsettled }, { createStages, generateFrom }] = await Promise.all([
        loader.load({ signal: stop.signal }),
        import("../generate-from.js"),
      ]);
      stages ??= createStages(folder, files);
      models = modelsOf(project).map((entry) => entry.file.path);
      attempts = isUnsettled && attempts < MAX_ATTEMPTS ? attempts + 1 : 0;
      if (attempts > 0) hints.soon();
      return { result: await generateFrom(project, stages, { keepLock: true }), milliseconds: milliseconds() };
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      hints.within(LOOK_MS);
      attempts = 0;
      return { error, milliseconds: milliseconds() };
    }
  }

  /** Whether any file has changed since the last look. */
  function lookAround(): boolean {
    const { own, packages } = loader.files();
    const states = fileStates(folder, { own: [...own, ...(stages?.handlers.files() ?? [])], packages });
    folders.sync(states.folders);
    const hasChanged = states.stamp !== stamp;
    stamp = states.stamp;
    return hasChanged;
  }
}

/** Whether generation itself writes into the folder. */
function isOurs(folder: string): boolean {
  return path.basename(folder) === "generated" || path.basename(folder) === LOCK_FOLDER;
}

function keepMemory(loader: Loader, file: string | undefined): void {
  const memory = loader.memory();
  if (file !== undefined && memory !== undefined) writeMemory(file, memory);
}
