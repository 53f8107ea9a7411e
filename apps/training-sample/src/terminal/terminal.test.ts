import { describe, expect, it } from "vitest";
import { terminalOn } from "./terminal.js";

const write = () => {};

describe("terminalOn", () => {
  it("uses colours on a terminal alone", () => {
    expect(terminalOn({ isTTY: true, write }, {}).style("red", "no")).toBe("\u001b[31mno\u001b[39m");
    expect(terminalOn({ isTTY: false, write }, {}).style("red", "no")).toBe("no");
    expect(terminalOn({ write }, {}).interactive).toBe(false);
  });

  it("honours NO_COLOR, but not an empty one", () => {
    expect(terminalOn({ isTTY: true, write }, { NO_COLOR: "1" }).style("red", "no")).toBe("no");
    expect(terminalOn({ isTTY: true, write }, { NO_COLOR: "" }).style("red", "no")).not.toBe("no");
  });

  it("draws over nothing on a dumb terminal", () => {
    expect(terminalOn({ isTTY: true, write }, { TERM: "dumb" }).interactive).toBe(false);
  });
});
