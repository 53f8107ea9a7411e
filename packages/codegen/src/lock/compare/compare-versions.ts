import { type ModelPath, pathKey, versionPath } from "../../model/model-path.js";
import { type Lock, type LockedEvent, versionsOf } from "../lock.js";
import type { LockForm } from "../lock-form.js";
import type { Change } from "./change.js";
import { compareForms } from "./compare-forms.js";
import type { FormChange } from "./form-change.js";

/** The locks around the two events that are compared. */
interface Locks {
  readonly before: Lock;
  readonly after: Lock;
}

/** What changed in an event's schema versions, whatever the event is called now. */
export function compareVersions(
  name: string,
  before: LockedEvent,
  after: LockedEvent,
  locks: Locks,
): readonly Change[] {
  const [olds, news] = [versionsOf(before), versionsOf(after)];
  const changes = olds.flatMap((old, index) => {
    const now = news[index];
    const version = index + 1;
    if (now === undefined) return [deleted(name, version)];
    const others = olds.filter((other) => other !== old);
    const found = compareForms(old, now, {
      namedBefore: locks.before.named ?? {},
      namedAfter: locks.after.named ?? {},
      wasUsed: (path) => others.some((other) => pathsOf(other).has(pathKey(path))),
    });
    return found.map((change) => changeOf(name, version, version === olds.length, change));
  });
  const added = news.slice(olds.length).map((_, index) => addedVersion(name, olds.length + index + 1));
  return [...changes, ...added];
}

function changeOf(event: string, version: number, isCurrent: boolean, change: FormChange): Change {
  const field = change.path.filter((segment) => typeof segment === "string").join(".");
  const subject = `${event}, schema version ${version}${field === "" ? "" : `: ${field}`}`;
  const path = [...versionPath(event, version), ...change.path];
  const common = { code: "F1405", path, event, version } as const;
  if (isCurrent) return { ...common, verdict: change.verdict, message: `${subject} ${change.what}.` };
  return {
    ...common,
    verdict: "error",
    message: `${subject} ${change.what}, but an older schema version is never edited.`,
    hint: "Put it back as it was. If it shares a schema that changed, give it the schema as it was, under another name.",
  };
}

function deleted(event: string, version: number): Change {
  return {
    code: "F1405",
    verdict: "error",
    message: `${event}: schema version ${version} is gone, but events were stored with it.`,
    hint: "Put it back: a newer version stands behind it, in .next(…).",
    path: ["events", event],
    event,
    version,
  };
}

function addedVersion(event: string, version: number): Change {
  const message = `${event}: schema version ${version} is new; builds that are older cannot read it.`;
  return { code: "F1405", verdict: "warning", message, path: versionPath(event, version), event, version };
}

/** Where a form has fields, at any depth; the options of a union share theirs. */
function pathsOf(form: LockForm): ReadonlySet<string> {
  const paths = new Set<string>();
  visit(form, []);
  return paths;

  function visit(part: LockForm, path: ModelPath): void {
    switch (part.kind) {
      case "object":
        for (const [name, field] of Object.entries(part.fields)) {
          paths.add(pathKey([...path, name]));
          visit(field, [...path, name]);
        }
        return;
      case "array":
        visit(part.item, [...path, "[]"]);
        return;
      case "tuple":
        for (const [index, item] of part.items.entries()) visit(item, [...path, index]);
        if (part.rest !== undefined) visit(part.rest, [...path, "[]"]);
        return;
      case "union":
        for (const option of part.options) visit(option, path);
        return;
      case "record":
        visit(part.value, [...path, "{}"]);
        return;
      case "nullable":
        visit(part.inner, path);
        return;
      default:
    }
  }
}
