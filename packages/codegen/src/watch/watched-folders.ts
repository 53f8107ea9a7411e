import { type FSWatcher, watch } from "node:fs";
import path from "node:path";

/** The operating system's signs of changes in folders; they may be missing, late or too many, and so are hints. */
export interface WatchedFolders {
  /** Watches these folders, not those below them, and no others. */
  sync(folders: readonly string[]): void;
  close(): void;
}

export function watchFolders(onChange: (folder: string) => void): WatchedFolders {
  const watchers = new Map<string, FSWatcher>();
  return {
    sync(folders) {
      const wanted = new Set(folders);
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) drop(folder);
      for (const folder of wanted) if (!watchers.has(folder)) add(folder);
    },
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };

  function add(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        // A folder that was deleted, and perhaps made again, is watched by nobody.
        if (event === "rename" && name === path.basename(folder)) drop(folder);
        onChange(folder);
      });
      watcher.on("error", () => {
        drop(folder);
        onChange(folder);
      });
      watchers.set(folder, watcher);
    } catch {
      // Gone by now, or the system watches no more folders: then only the regular look at all files sees its changes.
    }
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }
}
