import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Waits until the pipe to whoever made the folder closes, in whatever way that process ended, and until the server in the
 * folder has ended, and deletes it. `initdb`, which may still be at work, makes files anew: they are deleted until none come.
 */
const GUARD = `
cat >/dev/null
cd /
pid="$0/cluster/postmaster.pid"
while kill -0 "$(head -n 1 "$pid" 2>/dev/null)" 2>/dev/null; do sleep 0.1; done
rm -rf "$0"
until sleep 0.5 && [ ! -e "$0" ]; do rm -rf "$0"; done
`;

/** A folder for a temporary cluster, which goes with this process. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes a folder that is deleted by its `remove`; or else when this process has ended, even with kill -9, but on Windows. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), "factum-pg-"));
  const endGuard = process.platform === "win32" ? () => {} : guard(path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      endGuard();
    },
  };
}

/** Runs in a session of its own, so that Ctrl-C does not reach it. */
function guard(path: string): () => void {
  const child = spawn("/bin/sh", ["-c", GUARD, path], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.on("error", () => {}); // Without it the folder stays behind if this process is killed, and all else is as ever.
  child.stdin.on("error", () => {});
  child.unref();
  (child.stdin as Socket).unref();
  return () => child.stdin.end();
}
