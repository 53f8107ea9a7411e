import { expect, test } from "vitest";
import { SPECS_MARK } from "../living/specs-file.js";
import { lines } from "../test-support/failure-of.js";
import { specProject } from "../test-support/spec-project.js";

// Each run of vitest takes seconds: what can be shown without one is shown beside the modules.
const SLOW = { timeout: 120_000 };

test(
  "a run with gaps fails, and says what is missing; only the attempt that passed counts, and concurrent tests keep to themselves",
  SLOW,
  async () => {
    const project = specProject(`{ threshold: { outcomes: 100 }, json: "out/specs.json", html: "out/specs.html" }`, {
      "src/door.spec.ts": `
      let attempts = 0;
      it("closes in the end", { retry: 1 }, () => {
        if (attempts++ === 0) {
          given().when(lock()).then(locked(1));
          throw new Error("at first");
        }
        given(opened({ by: "ada" })).when(close).then(closed);
      });
      const soon = () => new Promise((resolve) => setImmediate(resolve));
      describe.concurrent("at once", () => {
        it("stays closed", async () => { await soon(); given().when(close).thenNothing(); });
        it("stays open", async () => { await soon(); given(opened({ by: "ada" })).when(open()).thenNothing(); });
      });`,
      "src/other.test.ts": `it("is no spec", () => { given().when(lock()).then(locked(1)); });`,
    });
    const { code, output } = await project.vitest("--pool=threads");
    expect(output).toContain(
      lines(
        "Door  1/6 outcomes, 3/9 commands × states",
        "              closed  open  locked",
        "  Open",
        "    Opened    ·       ·     ·       missing",
        "    nothing   ·       1     ·",
        "    IsLocked  ·       ·     ·       missing",
        "  Close",
        "    Closed    ·       1     ·",
        "    nothing   1       ·     ·",
        "  Lock",
        "    Closed    ·       ·     ·       missing",
        "    Locked    ·       ·     ·       missing",
      ),
    );
    expect(output).toContain(
      lines(
        "The specs show 1 of 6 outcomes of Door (16 %); the threshold is 100 %. Missing:",
        "",
        "  Open → Opened",
        "",
        '    it("Open leads to Opened", () => {',
        "      given()",
        "        .when(Open())",
        "        .then(Opened());",
        "    });",
      ),
    );
    expect(code).toBe(1);
    const { aggregates } = JSON.parse(project.read("out/specs.json") ?? "");
    expect(aggregates[0].commands[1].outcomes[1].cells[0].shownBy).toEqual([
      { file: "src/door.spec.ts", line: 13, titles: ["at once", "stays closed"] },
    ]);
    expect(project.read("out/specs.html")).toContain('<a href="../src/door.spec.ts"><code>src/door.spec.ts:13</code>');
  },
);

test(
  "shards are not judged; merged they are a whole run, which passes without gaps, and by -u writes down what the specs say",
  SLOW,
  async () => {
    const ignore = `{ aggregate: "Door", command: "Lock", outcome: "Closed", because: "not yet" }`;
    const project = specProject(
      `{ threshold: { outcomes: 100 }, ignore: [${ignore}], docs: "docs/specs", text: "brief" }`,
      {
        "src/door.spec.ts": `
      describe("A door", () => {
        it("opens", () => { given().when(open(), { newId: () => "1" }).then(opened({ by: "ada", visit: "1" })); });
        it("stays locked", () => { given(locked(1)).when(open()).thenRejects("IsLocked"); });
        it("locks", () => { given().when(lock()).then(locked(1)); });
      });`,
        "src/more.spec.ts": `
      it("closes", () => { given(opened({ by: "ada" })).when(close).then(closed); });
      it("does not lock while it is open", () => { given(opened({ by: "ada" })).when(lock()).thenRejects("IsOpen"); });`,
        "docs/specs/aggregates/Door.json": SPECS_MARK,
      },
    );
    const shard = (n: number) =>
      project.vitest(`--shard=${n}/2`, "--reporter=blob", `--outputFile=.vitest-reports/${n}.json`);
    for (const { code, output } of await Promise.all([shard(1), shard(2)])) {
      expect(output).toContain("Spec coverage is not judged: 1 of 2 spec files ran.");
      expect(code).toBe(0);
    }
    const { code, output } = await project.vitest("--merge-reports", "-u");
    expect(output).toContain("Door  5/5 outcomes, 5/9 commands × states");
    expect(output).toContain("The specs were written down in docs/specs/aggregates/Door.json.");
    expect(project.read("docs/specs/aggregates/Door.json")).toContain('"titles":["A door","stays locked"]');
    expect(code).toBe(0);
  },
);
