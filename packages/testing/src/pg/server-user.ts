import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whom the server runs as: this process's own user, unless that is root, whom Postgres refuses. */
export interface ServerUser {
  /** Who owns the server's files; absent for this process's own user. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** What to put before a command so that it runs as that user; empty for this process's own user. */
  readonly prefix: readonly string[];
}

/**
 * The user `postgres`, created if root has none; for everyone else, themselves.
 *
 * @param paths programs and folders that the server has to get to
 * @throws {Error} with a way out, when it cannot
 */
export async function serverUser(paths: readonly string[]): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = (await idsOf("postgres")) ?? (await createUser("postgres"));
  const plain = ["setpriv", `--reuid=${owner.uid}`, `--regid=${owner.gid}`, "--clear-groups"];
  // Root's own folders are often closed to everyone else; this one capability lets the server through to its files. Without
  // the secure bit access(2), by which initdb looks for its siblings, would not count it.
  const passing = [
    ...plain,
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ];
  for (const prefix of [plain, passing]) if (await canReach(prefix, paths)) return { owner, prefix };
  throw new Error(
    "Postgres does not run as root, so it runs here as the user postgres, who cannot get to " +
      `${paths.join(" or ")}. Move the project out of a private folder (such as /root), or run it as an ordinary user.`,
  );
}

async function canReach([command, ...args]: readonly string[], paths: readonly string[]): Promise<boolean> {
  try {
    const test = 'for path; do test -x "$path" || exit 1; done';
    await run(command as string, [...args, "/bin/sh", "-c", test, "sh", ...paths], { cwd: "/" });
    return true;
  } catch {
    return false;
  }
}

async function idsOf(name: string): Promise<ServerUser["owner"]> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}

async function createUser(name: string): Promise<NonNullable<ServerUser["owner"]>> {
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
