import type { SpecsDocs } from "../src/docs/specs/specs-docs.js";

/** What specs of the documented models would have written down, every text of theirs being `text`. */
export function documentedSpecs(text = "What it is."): SpecsDocs {
  const opened = { type: "Opened", data: { by: text, kind: "other" } };
  const closed = { type: "Closed", data: { reason: text, pin: "hunter2" } };
  const open = { type: "Open", data: { by: text, pair: [1, true] } };
  const refused = { rejection: { name: "IsOpen", message: text, data: { since: "2030-01-01" } } };
  const story = {
    given: [{ event: opened }, { clock: text }, { command: open, outcome: { events: [closed] } }],
    state: { word: text, value: { [text]: text } },
    steps: [
      { in: text, when: open, outcome: { events: [opened, closed] }, to: text, state: { open: true } },
      { in: text, when: { type: "Close", data: { deep: { pin: "hunter2" } } }, outcome: { events: [] }, to: text },
      { in: text, when: open, outcome: refused, to: text },
    ],
  };
  const given = [
    { ...opened, category: "training", id: text },
    { ...closed, category: "training", id: "2" },
  ];
  const file = `src/${text}.spec.ts`;
  const row = { trainingId: "1", reason: text };
  return {
    aggregates: new Map([
      [
        "Training",
        {
          format: 1,
          aggregate: "Training",
          states: [text],
          specs: [
            { file, titles: [text, text], stories: [story, story] },
            { file, titles: [text], stories: [{ given: [], steps: [] }] },
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
            { file, titles: [text, text], folds: [{ given, shows: { rows: [row, row] } }] },
            { file, titles: [text, text], folds: [{ given: [], shows: { key: { trainingId: text }, row: null } }] },
            { file, titles: [text], folds: [{ given, shows: { rows: { [text]: [row] } } }] },
          ],
        },
      ],
    ]),
  };
}
