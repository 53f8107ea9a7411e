import { expect, test } from "vitest";
import { timeText } from "./time-text.js";

const now = new Date("2026-11-23T15:00:00Z");

test.each([
  ["2026-11-23T12:03:59.999Z", "12:03 UTC"],
  ["2026-11-22T23:59:00.000Z", "2026-11-22 23:59 UTC"],
  ["2026-11-23T01:03:00+02:00", "2026-11-22 23:03 UTC"],
  ["yesterday", "yesterday"],
])("%s is %s", (iso, text) => {
  expect(timeText(iso, now)).toBe(text);
});
