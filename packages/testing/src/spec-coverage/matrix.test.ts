import { readFileSync } from "node:fs";
import { readModel } from "@factum/core/model";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readModelSpec } from "../read-model-spec.js";
import { close, closed, DoorModel, givenDoor, locked, on, open, opened, visitors } from "../test-support/door.js";
import { lines } from "../test-support/failure-of.js";
import { shownBy, specTest } from "../test-support/shown-by.js";
import { gapText } from "./gap-text.js";
import { gapsOf } from "./gaps.js";
import { assertIgnored, type IgnoredOutcome } from "./ignored-outcome.js";
import { specMatrix } from "./matrix.js";
import { matrixJson } from "./matrix-json.js";
import { outlineOf } from "./outline.js";
import { COLOURED, PLAIN } from "./paint.js";
import { textMatrix } from "./text-matrix.js";

const Visitors = readModel("Visitors", {
  from: [DoorModel.events("Opened", "Locked")],
  key: ["door"],
  row: { door: z.string() },
});
const outline = outlineOf([Visitors, DoorModel]);
const given = givenDoor();
const ada = opened({ by: "ada" });

const tests = [
  specTest("closes", () => given(ada).when(close).then(closed), 3),
  specTest("stays closed", () => given().when(close).thenNothing(), 7),
  specTest("keeps its code", () => given(locked(1)).when(open()).thenRejects("IsLocked"), 9),
  specTest("is closed twice", () => given(ada).when(close).then(closed).when(close).thenNothing(), 12),
  specTest("counts", () => readModelSpec(visitors)(on("a", locked(1))).thenRows([]), 20),
];

const text = (detail: "full" | "brief", width = 80, paint = PLAIN) =>
  textMatrix(specMatrix(outline, tests), { detail, width, paint });

describe("The matrix", () => {
  it("has a line for each outcome, and a column for each state", () => {
    expect(text("full")).toBe(
      lines(
        "Door  2/6 outcomes, 3/9 commands × states",
        "              closed  open  locked",
        "  Open",
        "    Opened    ·       ·     ·       missing",
        "    nothing   ·       ·     ·",
        "    IsLocked  ·       ·     1",
        "  Close",
        "    Closed    ·       2     ·",
        "    nothing   2       ·     ·",
        "  Lock",
        "    Closed    ·       ·     ·       missing",
        "    Locked    ·       ·     ·       missing",
        "    nothing   ·       ·     ·",
        "    IsOpen    ·       ·     ·       missing",
        "",
        "Visitors  1/2 events",
        "  Opened (missing), Locked (1)",
        "",
      ),
    );
  });

  it("is brief with a line for each command", () => {
    expect(text("brief")).toBe(
      lines(
        "Door  2/6 outcomes, 3/9 commands × states",
        "         closed  open  locked",
        "  Open   ·       ·     1       1/2 outcomes",
        "  Close  2       2     ·       1/1 outcomes",
        "  Lock   ·       ·     ·       0/3 outcomes",
        "",
        "Visitors  1/2 events",
        "  Opened (missing), Locked (1)",
        "",
      ),
    );
  });

  it("is a list where the terminal is too narrow for a table", () => {
    const narrow = text("full", 30);
    expect(narrow).toContain("    Closed\n        open (2)\n    nothing\n        closed (2)\n");
    expect(
      Math.max(
        ...narrow
          .split("\n")
          .slice(1)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(30);
  });

  it("has no colour where none is wanted, and marks what is missing where one is", () => {
    expect(text("full")).not.toContain("\u001b");
    expect(text("full", 80, COLOURED)).toContain("\u001b[31mmissing\u001b[39m");
  });

  it("shows what a decider comes to although its model does not say so", () => {
    const broken = givenDoor({ decide: () => [locked(1)] });
    const matrix = specMatrix(outline, [specTest("is wrong", () => broken().when(close).then(locked(1)))]);
    expect(textMatrix(matrix, { detail: "full", width: 80, paint: PLAIN })).toMatch(/Locked {4}1 .* not declared/);
    expect(matrix.aggregates[0]?.outcomes).toEqual({ shown: 0, total: 6 });
  });

  it("shows an aggregate that no spec is about as missing, wholly", () => {
    expect(specMatrix(outline, []).aggregates[0]).toMatchObject({
      outcomes: { shown: 0, total: 6 },
      met: { shown: 0, total: 9 },
    });
  });

  it("is JSON for other tools, with the specs of each cell", () => {
    const { format, aggregates } = JSON.parse(matrixJson(specMatrix(outline, tests)));
    expect(format).toBe(1);
    expect(aggregates[0].commands[1].outcomes[0].cells[1]).toEqual({
      state: "open",
      shownBy: [
        { file: "src/door.spec.ts", line: 3, titles: ["A door", "closes"] },
        { file: "src/door.spec.ts", line: 12, titles: ["A door", "is closed twice"] },
      ],
    });
  });
});

describe("docs/testing-coverage.md", () => {
  const page = readFileSync(new URL("../../../../docs/testing-coverage.md", import.meta.url), "utf8");

  it("shows the matrix and what is missing as they are printed", () => {
    expect(page).toContain(`\`\`\`\n${text("full")}\`\`\`\n`);
    const gaps = gapText(gapsOf(specMatrix(outline, tests), { outcomes: 100 }, tests), PLAIN);
    expect(page).toContain(gaps.slice(0, gaps.indexOf("  Lock → ")).trimEnd());
  });

  it("shows a configuration that compiles", () => {
    const compiled = readFileSync(new URL("../vitest/coverage-page.test-d.ts", import.meta.url), "utf8");
    expect(page).toContain(`\`\`\`ts\n${compiled}\`\`\`\n`);
  });
});

describe("What is missing", () => {
  it("is nothing as long as nothing is asked", () => {
    expect(gapsOf(specMatrix(outline, []), {}, [])).toEqual([]);
    expect(gapsOf(specMatrix(outline, tests), { outcomes: 33, states: 33, events: 50 }, tests)).toEqual([]);
  });

  it("comes with a spec to start from, for outcomes and for events of read models", () => {
    const gaps = gapsOf(specMatrix(outline, tests), { outcomes: 100, events: 51 }, tests);
    expect(gapText(gaps, PLAIN)).toBe(
      lines(
        "The specs show 2 of 6 outcomes of Door (33 %); the threshold is 100 %. Missing:",
        "",
        "  Open → Opened",
        "",
        '    it("Open leads to Opened", () => {',
        "      given()",
        "        .when(Open())",
        "        .then(Opened());",
        "    });",
        "",
        "  Lock → Closed",
        "",
        '    it("Lock leads to Closed", () => {',
        "      given()",
        "        .when(Lock())",
        "        .then(Closed());",
        "    });",
        "",
        "  Lock → Locked",
        "",
        '    it("Lock leads to Locked", () => {',
        "      given()",
        "        .when(Lock())",
        "        .then(Locked());",
        "    });",
        "",
        "  Lock → IsOpen",
        "",
        '    it("Lock is refused: IsOpen", () => {',
        "      given()",
        "        .when(Lock())",
        '        .thenRejects("IsOpen");',
        "    });",
        "",
        "The specs show 1 of 2 events that Visitors follows (50 %); the threshold is 51 %. Missing:",
        "",
        "  Visitors ← Opened",
        "",
        '    it("follows Opened", () => {',
        "      given(on(id, Opened())).thenRows([]);",
        "    });",
        "",
      ),
    );
  });

  it("is found for states by the shortest way that some spec has gone there", () => {
    const more = [...tests, specTest("opens twice", () => given(ada, closed, ada).when(open()).thenNothing())];
    const [gap] = gapsOf(specMatrix(outline, more), { states: 99 }, more);
    expect(gap?.headline).toBe("The specs show 4 of 9 pairs of a command and a state of Door (44 %)");
    const stubs = new Map(gap?.missing.map(({ name, stub }) => [name, stub]));
    expect(stubs.get('Lock in the state "open"')).toBe(
      lines('it("Lock, open", () => {', "  given(Opened())", "    .when(Lock())", "    .thenNothing();", "});"),
    );
    expect(stubs.get('Lock in the state "closed"')).toContain("  given()\n");
    expect(stubs.get('Close in the state "locked"')).toContain("  given(Locked())\n");
  });

  it("is not what is ignored, and why is shown", () => {
    const ignore: IgnoredOutcome[] = [
      { aggregate: "Door", command: "Lock", outcome: "Closed", because: "never seen" },
      { aggregate: "Door", command: "Lock", state: "locked", because: "the same as closed" },
      { readModel: "Visitors", event: "Opened", because: "later" },
    ];
    assertIgnored(ignore, outline);
    const matrix = specMatrix(outline, tests, ignore);
    expect(matrix.aggregates[0]).toMatchObject({ outcomes: { shown: 2, total: 5 }, met: { shown: 3, total: 8 } });
    const gaps = gapsOf(matrix, { outcomes: 100, states: 100, events: 100 }, tests);
    const names = gaps.flatMap(({ missing }) => missing.map(({ name }) => name));
    expect(names).not.toContain("Lock → Closed");
    expect(names).not.toContain('Lock in the state "locked"');
    expect(names).toContain("Lock → IsOpen");
    expect(textMatrix(matrix, { detail: "full", width: 80, paint: PLAIN })).toMatch(/Closed +· +· +· +ignored/);
    expect(textMatrix(matrix, { detail: "full", width: 80, paint: PLAIN })).toContain("Opened (ignored), Locked (1)");
  });

  it.each<[string, IgnoredOutcome]>([
    ["says no reason in `because`", { aggregate: "Door", command: "Lock", outcome: "Closed", because: " " }],
    ["says no reason in `because`", { aggregate: "Door", command: "Lock", outcome: "Closed" } as never],
    ["no aggregate of this name has this command", { aggregate: "Dor", command: "Lock", outcome: "x", because: "y" }],
    [
      "no aggregate of this name has this command",
      { aggregate: "Door", command: "__proto__", state: "x", because: "y" },
    ],
    ["its states are closed, open, locked", { aggregate: "Door", command: "Lock", state: "ajar", because: "y" }],
    ["the command declares Opened, IsLocked", { aggregate: "Door", command: "Open", outcome: "nothing", because: "y" }],
    ["no read model of this name follows this event", { readModel: "Visitors", event: "Closed", because: "y" }],
  ])("cannot be ignored if the entry %s", (problem, entry) => {
    expect(() => assertIgnored([entry], outline)).toThrow(
      expect.objectContaining({ code: "invalid-ignore", message: expect.stringContaining(problem) }),
    );
  });

  it("is counted by what a test has shown, not by how often", () => {
    const shown = shownBy(() => {
      given().when(close).thenNothing();
      given().when(close).thenNothing();
    });
    const matrix = specMatrix(outline, [{ file: "a.spec.ts", line: 1, titles: ["twice"], shown }]);
    expect(matrix.aggregates[0]?.commands[1]?.states[0]?.shownBy).toHaveLength(1);
  });
});
