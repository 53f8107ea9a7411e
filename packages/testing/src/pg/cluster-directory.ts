import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ServerUser } from "./server-user.js";
import { temporaryFolder } from "./temporary-folder.js";

const run = promisify(execFile);

/** A database cluster on disk: `<folder>/cluster`, and the password of its superuser beside it. */
export interface ClusterDirectory {
  readonly path: string;
  readonly password: string;
}

/** The folder that holds a cluster and its password. */
export interface ClusterHome {
  readonly path: string;
  /** Deletes the folder of a temporary cluster; absent for one that is kept. */
  readonly remove: (() => Promise<void>) | undefined;
}

/** The given folder, or a temporary one. */
export async function clusterHome(folder: string | undefined): Promise<ClusterHome> {
  const { path, remove } = folder === undefined ? await temporaryFolder() : { path: folder, remove: undefined };
  await mkdir(path, { recursive: true });
  // The server runs as another user when this process is root; it has to get through this folder to its own.
  if (process.getuid?.() === 0) await chmod(path, 0o755);
  return { path, remove };
}

/** The cluster in `home`, created with `initdb` if there is none. */
export async function openCluster(home: ClusterHome, initdb: string, user: ServerUser): Promise<ClusterDirectory> {
  if (home.remove !== undefined) await giveTo(user, home.path);
  const path = join(home.path, "cluster");
  const known = await readIfThere(join(home.path, "postgres-password"));
  const password = known ?? (await create(home, path, initdb, user));
  return { path, password };
}

/** Made under another name and renamed at the end, the password last: half a cluster is never taken for a whole one. */
async function create(home: ClusterHome, path: string, initdb: string, user: ServerUser): Promise<string> {
  const draft = join(home.path, "cluster.draft");
  const passwordFile = join(home.path, "postgres-password.draft");
  const password = randomBytes(18).toString("base64url");
  await rm(draft, { recursive: true, force: true });
  await rm(path, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(user, draft);
  await giveTo(user, passwordFile);
  const args = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"];
  // What does not outlive this process need not be on disk before it is used: a third of the time.
  if (home.remove !== undefined) args.push("--no-sync");
  const [command, ...rest] = [...user.prefix, initdb, ...args, `--pwfile=${passwordFile}`, `--pgdata=${draft}`];
  await run(command as string, rest, {
    cwd: home.path,
    env: { ...process.env, LC_ALL: "C" },
  });
  await rename(draft, path);
  await rename(passwordFile, join(home.path, "postgres-password"));
  return password;
}

async function giveTo({ owner }: ServerUser, path: string): Promise<void> {
  if (owner !== undefined) await chown(path, owner.uid, owner.gid);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
