import { expect, test } from "vitest";
import { describeRound } from "./watch-round.js";
import { createWatchScreen } from "./watch-screen.js";

const location = { file: "src/a.model.ts", line: 1, column: 1, length: 1, text: "a" };
const diagnostics = [{ code: "F1", severity: "error", message: "Wrong.", location }] as const;
const up = { milliseconds: 12.3, result: { models: 2, files: 6, diagnostics: [], changes: [], waiting: [] } };
const wrong = { milliseconds: 1, result: { models: 2, files: 0, diagnostics, changes: [], waiting: [] } };
const wrote = {
  milliseconds: 12.3,
  result: {
    ...{ models: 1, files: 3, diagnostics: [], waiting: [] },
    changes: [{ kind: "update", file: "src/generated/a.types.ts" }],
  },
} as const;

function shown(isTerminal: boolean) {
  let text = "";
  const add = (more: string) => {
    text += more;
  };
  const screen = createWatchScreen({ out: add, err: add, isTerminal });
  screen.start("Watching.");
  return (round: Parameters<typeof describeRound>[0]) => {
    text = "";
    screen.show(describeRound(round));
    return text;
  };
}

test("on a terminal the screen is the present state, and a state that stays is left alone", () => {
  const show = shown(true);
  expect(show(up)).toBe("\x1b[2J\x1b[3J\x1b[HWatching.\n\nOK: 2 models.\n");
  expect(show(up)).toBe("");
  expect(show(wrong)).toMatch(
    /Watching\.\n\nsrc\/a\.model\.ts:1:1 error F1: Wrong\.[\s\S]*\n1 error in 2 models, nothing was written\.\n$/,
  );
  expect(show(up)).not.toContain("F1");
  expect(show(wrote)).toContain("updated src/generated/a.types.ts\nOK: 1 model, 1 written, 12 ms.\n");
});

test("elsewhere each change is a line, and nothing is said twice", () => {
  const show = shown(false);
  expect(show(up)).toBe("OK: 2 models.\n");
  expect(show(up)).toBe("");
  expect(show(wrote)).toBe("updated src/generated/a.types.ts\nOK: 1 model, 1 written, 12 ms.\n");
  expect(show({ milliseconds: 1, error: new Error("The disk is full.") })).toBe(
    "The disk is full.\nNothing could be written.\n",
  );
});

test("what waits for a plain generate is a part of the state", () => {
  const show = shown(false);
  const waits = (...waiting: readonly string[]) => ({ ...up, result: { ...up.result, waiting } });
  expect(show(waits("A.Done"))).toBe("OK: 2 models; 1 entry of the lock waits for `npx factum generate`.\n");
  expect(show(waits("A.Done"))).toBe("");
  expect(show(waits("A", "A.Done"))).toContain("; 2 entries of the lock wait for `npx factum generate`.\n");
  expect(show(up)).toBe("OK: 2 models.\n");
});
