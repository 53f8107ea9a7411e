import { describe, expect, it } from "vitest";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { assertSnapshot } from "./assert-snapshots.js";

// What the types forbid, and JavaScript does all the same. The rest is in the contract of every snapshot store.
describe("A snapshot", () => {
  const snapshot = { version: 1, position: 1, state: null };

  it.each<[name: string, args: unknown[], path: string, message: string]>([
    ["no stream id", [undefined, "k", snapshot], "", "is undefined, not a string"],
    ["no key", ["a-1", undefined, snapshot], "", "is undefined, not a string"],
    ["a number for a key", ["a-1", 1, snapshot], "", "is 1, not a string"],
    ["no snapshot", ["a-1", "k", undefined], "", "is undefined, not a snapshot"],
    ["an array for a snapshot", ["a-1", "k", []], "", "is an array, not a snapshot"],
    ["no version", ["a-1", "k", { ...snapshot, version: undefined }], "version", "is undefined, not a safe integer"],
    ["a bigint for a position", ["a-1", "k", { ...snapshot, position: 1n }], "position", "is 1n, not a safe integer"],
    ["no state", ["a-1", "k", { version: 1, position: 1 }], "state", "is undefined, not JSON"],
    ["a date in the state", ["a-1", "k", { ...snapshot, state: [{ at: new Date(0) }] }], "state[0].at", "of Date"],
  ])("is refused if there is %s", (_, args, path, message) => {
    const refuse = () => assertSnapshot(...(args as Parameters<typeof assertSnapshot>));
    expect(refuse).toThrow(InvalidDataError);
    const issue = { path, message: expect.stringContaining(message) };
    expect(refuse).toThrow(expect.objectContaining({ issues: [issue] }));
  });
});
