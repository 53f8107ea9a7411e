import { expect, test } from "vitest";
import { lockOfText } from "../../test-support/lock-of-text.js";
import { isSound } from "./lock-file.js";
import { parseLock } from "./parse-lock.js";
import { sortedJson } from "./sorted-json.js";

const lock = lockOfText({
  events: '{ Closed: event({ a: z.record(z.enum(["a"]), z.tuple([z.int()], z.null())) }).alias("Shut").retired() }',
  more: 'snapshots: { every: 5 }, reserved: { events: ["Opened"] }',
});
const text = sortedJson(lock);

function problem(broken: string, stem = "Training"): string {
  const file = parseLock(stem, broken);
  return isSound(file) ? "none" : `${file.at.line}:${file.at.column} ${file.problem}`;
}

test("what is written is read, whatever the line ends and the formatting", () => {
  for (const each of [text, text.replaceAll("\n", "\r\n"), JSON.stringify(lock)]) {
    const file = parseLock("Training", each);
    expect(isSound(file) && file.lock).toEqual(lock);
    expect(isSound(file) && sortedJson(file.lock)).toBe(text);
  }
});

test("a merge conflict is named at its first mark", () => {
  const conflict = text.replace('  "events"', '<<<<<<< HEAD\n  "events"');
  expect(problem(conflict)).toBe("3:1 factum.lock/Training.json holds the marks of a merge conflict.");
});

test.each([
  ["", "1:1 factum.lock/Training.json is no JSON: "],
  ["{", "factum.lock/Training.json is no JSON: "],
  ["null", "factum.lock/Training.json is not what `factum generate` writes: it: "],
  ["[]", "factum.lock/Training.json is not what `factum generate` writes: it: "],
  [text.replace('"training"', "5"), "factum.lock/Training.json is not what `factum generate` writes: category: "],
  [text.replace('"kind": "record"', '"kind": "map"'), "events.Closed.versions.1.fields.a.kind: "],
  [text.replace('"format": 1', '"format": 2'), "was written by a newer Factum (format 2; this one knows 1)."],
  [text.replace('"format": 1', '"format": "x"'), "format: "],
  [text.replace('"format": 1', '"format": 1, "more": 2'), "it: "],
  [text.replace('"1": {', '"2": {'), "has no schema version 1 of Closed, but later ones."],
  [text.replace('"name": "Training"', '"name": "Course"'), 'is the lock of "Course", by what stands in it.'],
  [text.replace('  "format": 1', '  "category": "x",\n  "format": 1'), 'has "category" twice in one place.'],
  ["[".repeat(100_000), "is no"],
])("%.40j is not taken for a lock", (broken, message) => {
  expect(problem(broken)).toContain(message);
});

test("keys that stand in different objects are not repeated", () => {
  expect(problem(text)).toBe("none");
});

test("a file under another name than its lock's is not taken for either", () => {
  expect(problem(text, "Course")).toContain('is the lock of "Training"');
});
