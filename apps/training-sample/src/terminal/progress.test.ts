import { describe, expect, it } from "vitest";
import { startProgress } from "./progress.js";
import { terminalOn } from "./terminal.js";

function record(isTTY: boolean) {
  const written: string[] = [];
  let time = 0;
  return {
    terminal: terminalOn({ isTTY, write: (text: string) => written.push(text) }, {}),
    written,
    now: () => time,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

const work = { label: "rebuild", unit: "events", total: 1_000 };

describe("startProgress", () => {
  it("writes one plain line for every 10 % where nobody watches, with rate and time left", () => {
    const { terminal, written, now, pass } = record(false);
    const progress = startProgress(terminal, work, now);
    for (let done = 50; done <= 1_000; done += 50) {
      pass(100);
      progress.reach(done);
    }
    progress.end();
    expect(written).toHaveLength(10);
    expect(written[0]).toBe("   rebuild  10 %  500 events/s, 1.8 s left\n");
    expect(written[9]).toBe("   rebuild 100 %  500 events/s, done in 2.0 s\n");
  });

  it("draws over one line on a terminal, not more often than an eye can follow", () => {
    const { terminal, written, now, pass } = record(true);
    const progress = startProgress(terminal, work, now);
    for (let done = 1; done <= 1_000; done++) {
      pass(1);
      progress.reach(done);
    }
    progress.end();
    expect(written.length).toBeLessThan(30);
    expect(written.at(-2)).toMatch(/^\r.*█{24} 100 % /);
    expect(written.at(-1)).toBe("\n");
  });

  it("writes no plain lines when it is brief, and is at its end at once when there is nothing to do", () => {
    const brief = record(false);
    startProgress(brief.terminal, { ...work, brief: true }, brief.now).reach(1_000);
    expect(brief.written).toEqual([]);
    const nothing = record(true);
    startProgress(nothing.terminal, { ...work, total: 0 }, nothing.now).end();
    expect(nothing.written.join("")).toMatch("100 %");
  });
});
