import { LOCK_FORMAT, type Lock } from "./lock.js";
import { type BrokenLockFile, type LockFile, lockFileOf } from "./lock-file.js";
import { lockSchema } from "./lock-schema.js";
import { findRepeatedKey } from "./repeated-key.js";

/**
 * The text of a lock file as the lock that it holds, or what is wrong with it.
 *
 * @param stem `Training` of `factum.lock/Training.json`
 */
export function parseLock(stem: string, text: string): LockFile {
  const file = lockFileOf(stem);
  const conflict = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/m.exec(text);
  if (conflict !== null) {
    return broken(
      "holds the marks of a merge conflict",
      conflict.index,
      `Solve the conflict of the model file first. Then ${RESTORE}`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return broken(`is no JSON: ${error instanceof Error ? error.message : String(error)}`, placeIn(error));
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format > LOCK_FORMAT) {
    const hint = "Update Factum: every developer and CI need the version that wrote it, or a newer one.";
    return broken(`was written by a newer Factum (format ${format}; this one knows ${LOCK_FORMAT})`, 0, hint);
  }
  const repeated = findRepeatedKey(text);
  if (repeated !== undefined) return broken(`has ${JSON.stringify(repeated.key)} twice in one place`, repeated.offset);
  return checked(value);

  function checked(read: unknown): LockFile {
    const parsed = parse(read);
    if (typeof parsed === "string") return broken(`is not what \`factum generate\` writes: ${parsed}`, 0);
    const { lock } = parsed;
    if (lock.name !== stem) {
      const hint = `Call it ${lockFileOf(lock.name)}, or ${RESTORE}`;
      return broken(`is the lock of ${JSON.stringify(lock.name)}, by what stands in it`, text.indexOf('"name"'), hint);
    }
    for (const [event, { versions }] of Object.entries(lock.events)) {
      const count = Object.keys(versions).length;
      const missing = Array.from({ length: count }, (_, index) => String(index + 1)).find(
        (n) => !Object.hasOwn(versions, n),
      );
      if (count === 0) return broken(`has no schema version of ${event}`, text.indexOf(JSON.stringify(event)));
      if (missing === undefined) continue;
      return broken(
        `has no schema version ${missing} of ${event}, but later ones`,
        text.indexOf(JSON.stringify(event)),
      );
    }
    return { stem, file, lock };
  }

  function broken(problem: string, offset: number, hint = `It is written by machine: ${RESTORE}`): BrokenLockFile {
    const before = text.slice(0, Math.max(0, offset)).split("\n");
    const line = before.length;
    const shown = (text.split("\n")[line - 1] ?? "").replace(/\r$/, "").slice(0, 200);
    const at = {
      file,
      line,
      column: (before.at(-1)?.length ?? 0) + 1,
      length: Math.max(1, shown.trim().length),
      text: shown,
    };
    return { stem, file, problem: `${file} ${problem}.`, hint, at };
  }
}

const RESTORE =
  "take the file of the branch that you merge into (`git checkout <branch> -- factum.lock`) and run `npx factum generate`.";

function parse(value: unknown): { readonly lock: Lock } | string {
  try {
    const parsed = lockSchema.safeParse(value);
    if (parsed.success) return { lock: parsed.data };
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join(".") ?? "";
    return `${place === "" ? "it" : place}: ${issue?.message ?? "unknown"}`;
  } catch (error) {
    // Nested so deep that the stack does not hold it.
    return error instanceof Error ? error.message : String(error);
  }
}

/** Where V8 says that JSON ends to be JSON. */
function placeIn(error: unknown): number {
  const [, position] = / at position (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  return position === undefined ? 0 : Number(position);
}
