import { expect, test } from "vitest";
import { lockOfText } from "../../test-support/lock-of-text.js";
import type { Lock } from "./lock.js";
import { lockFileOf } from "./lock-file.js";
import { lockText } from "./lock-text.js";
import { waitingEntries } from "./waiting-entries.js";

const before = lockOfText({ events: "{ Opened: event({}), Closed: event({}) }", more: "snapshots: { every: 5 }" }, "1");

function waiting(after: Lock | undefined, locked: Lock | undefined = before): readonly string[] {
  const onDisk = locked === undefined ? [] : [{ stem: locked.name, file: lockFileOf(locked.name), lock: locked }];
  const path = `/project/${lockFileOf((after ?? before).name)}`;
  const kind = after === undefined ? "delete" : "update";
  const change = { kind, path, text: after === undefined ? "" : lockText(after) } as const;
  return waitingEntries([change], { files: [], onDisk, deciderHashes: new Map() });
}

test("an event waits that is new, changed or gone", () => {
  const { Closed: _, ...left } = before.events;
  expect(waiting({ ...before, events: { ...before.events, Ended: { versions: {} } } })).toEqual(["Training.Ended"]);
  expect(waiting({ ...before, events: { ...left, Ended: { aliases: ["Closed"], versions: {} } } })).toEqual([
    "Training.Closed",
    "Training.Ended",
  ]);
  expect(waiting({ ...before, events: { ...before.events, Opened: { retired: true, versions: {} } } })).toEqual([
    "Training.Opened",
  ]);
});

test("a decider waits, and whatever else of an aggregate", () => {
  const snapshots = { foldVersion: 2, state: "state", decider: "2" };
  expect(waiting({ ...before, snapshots })).toEqual(["Training.snapshots"]);
  expect(waiting({ ...before, reserved: ["Ended"], snapshots })).toEqual(["Training", "Training.snapshots"]);
});

test("of a new aggregate all waits, of one that goes its file", () => {
  const { snapshots: _, ...plain } = before;
  const fresh = { ...plain, name: "Course" };
  expect(waiting(fresh)).toEqual(["Course", "Course.Closed", "Course.Opened"]);
  expect(waiting(undefined)).toEqual(["Training"]);
});

test("nothing waits if nothing changed", () => {
  expect(waiting(before)).toEqual([]);
});
