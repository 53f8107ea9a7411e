import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { aggregateText, readModelText } from "../../../test-support/model-texts.js";
import { projectOf } from "../../../test-support/project-of.js";
import { buildCatalog } from "../catalog/build-catalog.js";
import { docsFiles } from "../generate-docs.js";
import { InvalidSpecsError, readSpecs } from "./read-specs.js";
import type { SpecsDocs } from "./specs-docs.js";
import { valueText } from "./value-text.js";

const models = {
  "src/training.model.ts": aggregateText({
    state: 'z.discriminatedUnion("status", [z.object({ status: z.literal("none") }), z.object({ status: z.literal("on"), pin: z.string().meta({ secret: true }) })])',
    initialState: '{ status: "none" }',
    events: '{ Opened: event({ by: z.string(), pin: z.string().meta({ secret: true }) }) }',
    rejections: '{ IsOpen: rejection("It is open.", { since: z.iso.date() }) }',
    commands: '{ Open: { data: { by: z.string() }, emits: ["Opened"], rejects: ["IsOpen"] } }',
  }),
  "src/list.model.ts": readModelText({ row: "{ trainingId: z.string(), by: z.string() }" }),
};

const open = (data: { by?: string } = {}) => ({ type: "Open", data: { by: "by", ...data } });
const opened = (by = "by") => ({ type: "Opened", data: { by, pin: "1234" } });
const id = "07317c6c-ab59-48d8-819b-cd4e0120fcbc";

const specs: SpecsDocs = {
  aggregates: new Map([
    [
      "Training",
      {
        format: 1,
        aggregate: "Training",
        states: ["none", "on"],
        specs: [
          {
            file: "src/training.spec.ts",
            titles: ["A training", "opens"],
            stories: [
              {
                given: [],
                steps: [
                  { in: "none", when: open({ by: "ada" }), outcome: { events: [opened("ada")] }, to: "on", state: { status: "on", pin: "1234" } },
                  { in: "on", when: open(), outcome: { rejection: { name: "IsOpen", message: "It is open.", data: { since: "2030-01-01" } } }, to: "on" },
                ],
              },
            ],
          },
          {
            file: "src/training.spec.ts",
            titles: ["A training", "is opened by a command of the history"],
            stories: [{ given: [{ command: open(), outcome: { events: [opened()] } }], steps: [], state: { word: "on", value: { status: "on", pin: "1234" } } }],
          },
        ],
      },
    ],
  ]),
  readModels: new Map([
    [
      "TrainingList",
      {
        format: 1,
        readModel: "TrainingList",
        specs: [
          {
            file: "src/list.spec.ts",
            titles: ["lists"],
            folds: [
              { given: [{ ...opened("eve"), category: "training", id }], shows: { rows: [{ trainingId: id, by: "eve" }] } },
              { given: [], shows: { key: { trainingId: "2" }, row: null } },
            ],
          },
        ],
      },
    ],
  ]),
};

const files = docsFiles(buildCatalog(projectOf(models), { title: "shop", version: "1.0.0" }, specs));
const docs = new Map(files.map(({ path: file, text }) => [file, text]));

describe("What the specs say", () => {
  it("is told in sentences, with the data that a spec has given and no others, and nothing secret", () => {
    const page = docs.get("specs/training.md") ?? "";
    expect(page).toContain(
      [
        "| Command | none | on |",
        "| --- | --- | --- |",
        "| [Open](../aggregates/training.md#open) | Opened | *IsOpen* |",
      ].join("\n"),
    );
    expect(page).toContain(
      [
        "## A training",
        "",
        "`src/training.spec.ts`",
        "",
        "### opens",
        "",
        "- **Given** nothing",
        '- **When** [Open](../aggregates/training.md#open) with `by` `"ada"`, in the state [none](#states)',
        "- **Then**",
        '  - [Opened](../aggregates/training.md#opened) with `by` `"ada"`',
        '  - and the state is [on](#states): `{ status: "on", pin: "(secret)" }`',
        "- **When** [Open](../aggregates/training.md#open), in the state [on](#states)",
        '- **Then** refused as **IsOpen**: “It is open.” (`since` `"2030-01-01"`)',
      ].join("\n"),
    );
    expect(page).toContain("- **Given** [Open](../aggregates/training.md#open) → [Opened](");
    for (const [file, text] of docs) expect(text, file).not.toContain("1234");
  });

  it("is told of read models by the rows that come of the events", () => {
    expect(docs.get("specs/read-models/TrainingList.md")).toContain(
      [
        "### lists",
        "",
        '- **Given** Opened with `by` `"eve"`',
        '- **Then** the row `{ trainingId: "07317c6c…", by: "eve" }`',
        "",
        "and",
        "",
        "- **Given** nothing",
        '- **Then** no row with the key `{ trainingId: "2" }`',
      ].join("\n"),
    );
  });

  it("is on the page, found by its titles, and linked from where it is about", () => {
    const page = docs.get("index.html") ?? "";
    expect(page).toContain('id="states-training"');
    expect(page).toMatch(/data-search="[^"]*is opened by a command of the history/);
    expect(docs.get("aggregates/training.md")).toContain("[What the specs say](../specs/training.md)");
    expect(docs.get("read-models.md")).toContain("[What the specs say](specs/read-models/TrainingList.md)");
  });

  it("is left out where specs have written down nothing, or of what is no more", () => {
    const none = docsFiles(buildCatalog(projectOf(models), { title: "shop", version: "1.0.0" }));
    expect(none.map((file) => file.path).filter((file) => file.startsWith("specs/"))).toEqual([]);
    expect(none.map(({ text }) => text).join("")).not.toContain("What the specs say");
    const gone = { aggregates: new Map([["Gone", { format: 1, aggregate: "Gone", states: [], specs: [] }]]), readModels: new Map() };
    const files = docsFiles(buildCatalog(projectOf(models), { title: "shop", version: "1.0.0" }, gone as SpecsDocs));
    expect(files.map(({ text }) => text).join("")).not.toContain("Gone");
  });
});

describe("What the specs have written down", () => {
  const folderWith = (text: string) => {
    const folder = mkdtempSync(path.join(tmpdir(), "factum-specs-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(path.join(folder, "aggregates"));
    writeFileSync(path.join(folder, "aggregates/Door.json"), text);
    return folder;
  };

  it("is nothing where there is no folder", () => {
    expect(readSpecs(path.join(tmpdir(), "factum-no-such-folder"))).toEqual({ aggregates: new Map(), readModels: new Map() });
  });

  it.each([
    ["not JSON", "{", "JSON"],
    ["of another format", '{ "format": 2, "aggregate": "Door", "states": [], "specs": [] }', "at format"],
    ["of another shape", '{ "format": 1, "aggregate": "Door", "states": [], "specs": [{}] }', "at specs[0].file"],
  ])("is an error with the place and the way out if it is %s", (_, text, problem) => {
    const folder = folderWith(text);
    expect(() => readSpecs(folder)).toThrow(InvalidSpecsError);
    expect(() => readSpecs(folder)).toThrow(problem);
    expect(() => readSpecs(folder)).toThrow(/Door\.json is not what specs write down: [^]*Let them write it again by/);
  });

  it("has ids that are cut only where they stay apart", () => {
    const other = "07317c6c-0000-48d8-819b-cd4e0120fcbc";
    expect(valueText([id])(id)).toBe('"07317c6c…"');
    expect(valueText([id, other])(id)).toBe(`"${id}"`);
    expect(valueText(null)({ "a-b": [1, null], c: {} })).toBe('{ "a-b": [1, null], c: {} }');
  });
});
