import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whom the server runs as: nobody in particular, unless this process is root, which Postgres refuses to run as. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user `postgres`, created if root has none; for everyone else, themselves. */
export async function unprivilegedUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  return (await idsOf("postgres")) ?? (await createUser("postgres"));
}

async function idsOf(name: string): Promise<Required<ServerUser> | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}

async function createUser(name: string): Promise<Required<ServerUser>> {
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]);
  } catch (cause) {
    // Another process may have created it in the same moment.
    const ids = await idsOf(name);
    if (ids !== undefined) return ids;
    throw new Error(
      `Postgres does not run as root, and the user "${name}" could not be created. Run this as an ordinary user, ` +
        `or create that user first.`,
      { cause },
    );
  }
  const ids = await idsOf(name);
  if (ids === undefined) throw new Error(`The user "${name}" was created, but cannot be found.`);
  return ids;
}
