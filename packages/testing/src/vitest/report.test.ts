import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readModel } from "@factum/core/model";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { readModelSpec } from "../read-model-spec.js";
import type { SpecTest } from "../spec-coverage/spec-test.js";
import { close, closed, DoorModel, givenDoor, locked, on, opened, visitors } from "../test-support/door.js";
import { lines } from "../test-support/failure-of.js";
import { specTest } from "../test-support/shown-by.js";
import { reportSpecs, type SpecRun } from "./report.js";

const given = givenDoor();
const closes = (title: string) =>
  specTest(title, () =>
    given(opened({ by: "ada" }))
      .when(close)
      .then(closed),
  );
const Visitors = readModel("Visitors", {
  from: [DoorModel.events("Locked")],
  key: ["door"],
  row: { door: z.string() },
});

/** A run of a project in a temporary folder: what it printed, and whether it was fine. */
function reportIn(folder: string) {
  return async (
    tests: readonly SpecTest[],
    changed: Partial<SpecRun> = {},
    settings: Partial<SpecRun["settings"]> = {},
  ) => {
    const printed: string[] = [];
    const isFine = await reportSpecs({
      settings: { folder, specs: /./, threshold: {}, ignore: [], text: "none", docs: "docs/specs", ...settings },
      tests,
      loadModel: async (file) =>
        file.endsWith("door.model.ts") ? DoorModel : file.endsWith("visitors.model.ts") ? Visitors : 1,
      print: (text) => printed.push(text),
      isWatching: false,
      mayWrite: false,
      mayCreate: true,
      ...changed,
    });
    return { isFine, printed: printed.join("\n") };
  };
}

function doorProject() {
  const folder = mkdtempSync(path.join(tmpdir(), "factum-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, "src/visitors"), { recursive: true });
  for (const file of ["src/door.model.ts", "src/visitors/visitors.model.ts", "src/broken.model.ts"]) {
    writeFileSync(path.join(folder, file), "");
  }
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
  return { folder, read, report: reportIn(folder) };
}

const FILE = "docs/specs/aggregates/Door.json";

test("what the specs say is written where nothing is yet, but not in CI", async () => {
  const { report, read } = doorProject();
  const tests = [closes("closes")];
  const inCi = await report(tests, { mayCreate: false });
  expect(inCi.isFine).toBe(false);
  expect(inCi.printed).toContain(`written down of them:\n  ${FILE}\nRun \`npx vitest run -u\``);
  expect(() => read(FILE)).toThrow("ENOENT");

  const first = await report(tests);
  expect(first.isFine).toBe(true);
  expect(first.printed).toBe(`The specs were written down in ${FILE}. Run \`npx factum docs\`, and commit both.\n`);
  expect(await report(tests, { mayCreate: false })).toEqual({ isFine: true, printed: "" });
});

test("it is the same wherever a spec stands in its file, and stale when the spec says something else", async () => {
  const { report, read } = doorProject();
  await report([closes("closes")]);
  const before = read(FILE);
  expect(await report([{ ...closes("closes"), line: 99 }])).toEqual({ isFine: true, printed: "" });

  const stale = await report([closes("is closed by the janitor")]);
  expect(stale.isFine).toBe(false);
  expect(stale.printed).toBe(
    lines(
      "The specs say something else than what is written down of them:",
      `  ${FILE}`,
      "Run `npx vitest run -u` and `npx factum docs`, and commit what they write.",
      "",
    ),
  );
  expect(read(FILE)).toBe(before);
  expect((await report([closes("is closed by the janitor")], { mayWrite: true })).isFine).toBe(true);
  expect(read(FILE)).toContain("is closed by the janitor");
});

test("it keeps line ends that a checkout has turned", async () => {
  const { folder, report, read } = doorProject();
  await report([closes("closes")]);
  writeFileSync(path.join(folder, FILE), read(FILE).replaceAll("\n", "\r\n"));
  expect(await report([closes("closes")])).toEqual({ isFine: true, printed: "" });
});

test("what no spec says any more is deleted, and files of others are not", async () => {
  const { folder, report, read } = doorProject();
  const counts = specTest("counts", () => readModelSpec(visitors)(on("a", locked(1))).thenRows([]));
  await report([closes("closes"), counts]);
  expect(read("docs/specs/read-models/Visitors.json")).toContain('"shows":{"rows":[]}');
  writeFileSync(path.join(folder, "docs/specs/aggregates/mine.json"), "{}");

  const stale = await report([closes("closes")]);
  expect(stale.printed).toContain("  docs/specs/read-models/Visitors.json is of nothing any more\n");
  await report([closes("closes")], { mayWrite: true });
  expect(() => read("docs/specs/read-models/Visitors.json")).toThrow("ENOENT");
  expect(read("docs/specs/aggregates/mine.json")).toBe("{}");

  writeFileSync(path.join(folder, FILE), "mine");
  await expect(report([closes("closes")], { mayWrite: true })).rejects.toThrow("was not written by specs");
});

test("a test that shows more than anybody reads counts, but is not documentation", async () => {
  const { report, read } = doorProject();
  const many = specTest("many", () => {
    for (let n = 0; n < 21; n++) given().when(close).thenNothing();
  });
  const { printed } = await report([closes("closes"), many], {}, { text: "brief" });
  expect(printed).toContain("  Close  1       1     ·       1/1 outcomes");
  expect(read(FILE)).not.toContain('"many"');
});

test("while vitest watches, nothing is judged or written", async () => {
  const { report, read } = doorProject();
  const settings = { text: "brief", threshold: { outcomes: 100 }, json: "specs.json" } as const;
  const { isFine, printed } = await report([closes("closes")], { isWatching: true }, settings);
  expect(isFine).toBe(true);
  expect(printed).toContain("Door  1/6 outcomes");
  expect(printed).not.toContain("threshold");
  expect(() => read("specs.json")).toThrow("ENOENT");
  expect(() => read(FILE)).toThrow("ENOENT");
});

test("an entry of `ignore` that means nothing is an error", async () => {
  const ignore = [{ aggregate: "Door", command: "Lok", outcome: "Closed", because: "not yet" }];
  await expect(doorProject().report([], {}, { ignore })).rejects.toMatchObject({ code: "invalid-ignore" });
});
