import { expect, test } from "vitest";
import { stackPlace } from "./stack-place.js";

function thrown(...frames: readonly string[]): Error {
  const error = new Error("no");
  error.stack = ["Error: no", ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

test("the first frame in the project's own files is the place", () => {
  const error = thrown(
    "parse (file:///p/node_modules/zod/core.js:1:1)",
    "node:internal/process:5:5",
    "boom (file:///p/src/with%20space/ids.ts:7:9)",
    "file:///p/src/training.model.ts:12:3",
  );
  expect(stackPlace(error, "/p")).toEqual({ file: "/p/src/with space/ids.ts", line: 7, column: 9 });
});

test("a frame without a function counts too", () => {
  expect(stackPlace(thrown("/p/src/a.model.ts:2:4"), "/p")).toEqual({ file: "/p/src/a.model.ts", line: 2, column: 4 });
});

test("frames outside of the project are no place of the user's", () => {
  expect(stackPlace(thrown("f (file:///elsewhere/a.ts:1:1)"), "/p")).toBeUndefined();
  expect(stackPlace("a string", "/p")).toBeUndefined();
});

test("a syntax error's place is in its message", () => {
  const error = new Error('Transform failed with 1 error:\n/p/src/a.model.ts:5:0: ERROR: Unexpected "}"');
  expect(stackPlace(error, "/p")).toEqual({ file: "/p/src/a.model.ts", line: 5, column: 1 });
});
