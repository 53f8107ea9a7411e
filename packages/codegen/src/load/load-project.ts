import type { Project } from "../model/project.js";
import { memoryFile, readMemory, writeMemory } from "./cache/disk-memory.js";
import { createFileReader, type FileReader } from "./cache/file-reader.js";
import { createLoader } from "./loader.js";

export interface LoadOptions {
  /** Absolute, without links. */
  readonly folder: string;
  /** How long one model may take to be evaluated. Default 60. */
  readonly timeoutSeconds?: number;
  /** Gets what the models print, if they are evaluated. Default: dropped. */
  readonly onOutput?: (text: string) => void;
  /** Start from what the last process left below `node_modules/.cache`. The result is the same. Default true. */
  readonly cache?: boolean;
  /** What was read of files already. Default: nothing. */
  readonly files?: FileReader;
}

/**
 * Loads every model of a project: values from a child process that evaluates the files, positions and documentation from
 * their text.
 */
export async function loadProject(options: LoadOptions): Promise<Project> {
  const { folder, timeoutSeconds = 60, onOutput = () => {}, cache = true, files = createFileReader() } = options;
  const file = cache ? memoryFile(folder) : undefined;
  const before = file === undefined ? undefined : readMemory(file);
  const loader = createLoader({
    folder,
    timeoutSeconds,
    onOutput,
    files,
    ...(before === undefined ? {} : { memory: before }),
  });
  try {
    if (before === undefined) loader.prepare();
    const { project } = await loader.load();
    const after = loader.memory();
    if (file !== undefined && after !== undefined && after !== before) writeMemory(file, after);
    return project;
  } finally {
    loader.close();
  }
}
