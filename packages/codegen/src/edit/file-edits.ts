import { applyInsertions, type Insertion } from "./insertion.js";
import type { UserFile } from "./user-file.js";

/** A file to be written: made, or added to. */
export interface FileEdit {
  /** Absolute. */
  readonly path: string;
  /** What the file must hold until it is replaced; undefined: it must not exist. */
  readonly before: Buffer | undefined;
  readonly after: string;
  /** What is put in, by place; for a new file, all of it. */
  readonly insertions: readonly Insertion[];
  /** For people: what was added, e.g. names of handlers. */
  readonly added: readonly string[];
}

/** Gathers what is to be inserted into which file, and which files are to be made. */
export interface FileEdits {
  insert(file: UserFile, insertions: readonly Insertion[], added?: readonly string[]): void;
  create(path: string, text: string, added?: readonly string[]): void;
  /** In the order in which the files were first named. */
  all(): readonly FileEdit[];
}

interface Pending {
  readonly file: UserFile | undefined;
  readonly insertions: Insertion[];
  readonly added: string[];
}

export function createFileEdits(): FileEdits {
  const pending = new Map<string, Pending>();
  return {
    insert(file, insertions, added = []) {
      const edit = pending.get(file.path) ?? { file, insertions: [], added: [] };
      edit.insertions.push(...insertions);
      edit.added.push(...added);
      if (edit.insertions.length > 0) pending.set(file.path, edit);
    },
    create(path, text, added = []) {
      pending.set(path, { file: undefined, insertions: [{ offset: 0, text }], added: [...added] });
    },
    all: () =>
      [...pending].map(([path, { file, insertions, added }]) => ({
        path,
        before: file?.bytes,
        after: applyInsertions(file?.text ?? "", insertions),
        insertions: [...insertions].sort((a, b) => a.offset - b.offset),
        added,
      })),
  };
}
