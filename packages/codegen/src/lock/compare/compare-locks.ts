import { byCodePoint } from "../../model/code-point-order.js";
import type { Lock } from "../lock.js";
import { lockText } from "../lock-text.js";
import type { Change } from "./change.js";
import { compareEvents } from "./compare-events.js";
import { compareForms } from "./compare-forms.js";
import { compareSnapshots } from "./compare-snapshots.js";

/**
 * Everything that changed between two locks of an aggregate, each with its verdict: whether what was stored under `before`
 * can be read, and means the same, under `after`. In doubt it is an error.
 */
export function compareLocks(before: Lock, after: Lock): readonly Change[] {
  if (lockText(before) === lockText(after)) return [];
  const changes = [
    ...compareStreams(before, after),
    ...compareEvents(before, after),
    ...compareReserved(before, after),
    ...compareSnapshots(before.snapshots, after.snapshots),
  ];
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()].sort(byEvent);
}

function byEvent(a: Change, b: Change): number {
  return (
    byCodePoint(a.code, b.code) || byCodePoint(a.event ?? "", b.event ?? "") || (a.version ?? 0) - (b.version ?? 0)
  );
}

/** A stream's id is made of the category and the id: with either changed, no stream is found again. */
function compareStreams(before: Lock, after: Lock): readonly Change[] {
  const changes: Change[] = [];
  if (before.name !== after.name) {
    const message = `${before.name} is called ${after.name} now.`;
    changes.push({ code: "F1403", verdict: "fine", message, path: ["name"] });
  }
  if (before.category !== after.category) {
    changes.push({
      code: "F1403",
      verdict: "error",
      message: `The category was ${JSON.stringify(before.category)}, and is ${JSON.stringify(after.category)}: the streams that there are would not be found.`,
      hint: `Write category: ${JSON.stringify(before.category)}.`,
      path: ["category"],
    });
  }
  const options = { namedBefore: before.named ?? {}, namedAfter: after.named ?? {} };
  for (const { what } of compareForms(before.id, after.id, options)) {
    changes.push({
      code: "F1403",
      verdict: "error",
      message: `The schema of the id changed: it ${what}. Streams that there are might not be found.`,
      hint: "Put the id's schema back as it was.",
      path: ["id"],
    });
  }
  return changes;
}

function compareReserved({ reserved = [] }: Lock, after: Lock): readonly Change[] {
  const names = new Set(Object.entries(after.events).flatMap(([name, { aliases = [] }]) => [name, ...aliases]));
  // One that is used again is told where it is used.
  const dropped = reserved.filter((name) => after.reserved?.includes(name) !== true && !names.has(name));
  return dropped.map((name) => ({
    code: "F1406",
    verdict: "error",
    message: `${name} was reserved, and is reserved for good.`,
    hint: `Write reserved: { events: [${JSON.stringify(name)}] } again.`,
    path: ["reserved", "events"],
  }));
}
