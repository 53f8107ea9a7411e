import { describe, expect, it } from "vitest";
import { progressLine, startProgress } from "./progress.js";

const half = { from: 1, reached: 500, to: 1000, events: 400, unreadable: 0 };

describe("The line that says how far a check is", () => {
  it.each([
    [half, 2000, "██████████░░░░░░░░░░   50 %  position 500 of 1,000  200 events/s, 2 s left"],
    [
      { ...half, from: 401, reached: 500, unreadable: 1 },
      90_000,
      "███░░░░░░░░░░░░░░░░░   16 %  position 500 of 1,000  4 events/s, 7 min 30 s left, 1 event cannot be read",
    ],
    [{ ...half, reached: 0, events: 0 }, 0, "░░░░░░░░░░░░░░░░░░░░    0 %  position 0 of 1,000  0 events/s"],
    [{ ...half, reached: 0, to: 0, events: 0 }, 0, "████████████████████  100 %  position 0 of 0  0 events/s"],
    [
      { ...half, reached: 1, to: 1_000_000, events: 1 },
      40,
      "░░░░░░░░░░░░░░░░░░░░    0 %  position 1 of 1,000,000  25 events/s, 11 h 6 min left",
    ],
  ])("has bar, share, position, rate and time left", (progress, passedMs, line) => {
    expect(progressLine(progress, passedMs)).toBe(line);
  });

  it("is drawn over on a terminal, not too often, and taken away in the end", () => {
    let time = 0;
    const texts: string[] = [];
    const output = { out: () => {}, err: (text: string) => texts.push(text), width: () => 30 };
    const progress = startProgress(output, () => time);
    progress.reach(half);
    time = 50;
    progress.reach({ ...half, reached: 600 });
    time = 101;
    progress.reach({ ...half, reached: 700 });
    progress.reach({ ...half, reached: 1000 });
    progress.beside("printed\n");
    progress.end();
    expect(texts).toEqual([
      "\r\u001b[2K██████████░░░░░░░░░░   50 %  ",
      "\r\u001b[2K██████████████░░░░░░   70 %  ",
      "\r\u001b[2K████████████████████  100 %  ",
      "\r\u001b[2K",
      "printed\n",
    ]);
  });

  it("is not drawn where there is no terminal", () => {
    const texts: string[] = [];
    const progress = startProgress({ out: () => {}, err: (text) => texts.push(text) });
    progress.reach(half);
    progress.end();
    expect(texts).toEqual([]);
  });
});
