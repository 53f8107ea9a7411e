import { expect, test } from "vitest";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { generate } from "../generate.js";
import { formatDiagnostic } from "./format-diagnostic.js";

const MODEL = `\ufeffimport { aggregate, event } from "@factum/core/model";
import { z } from "zod";
import { shared } from "./shared/events.js";

export default aggregate("Job", {
  id: z.uuid().lowercase(),
  state: z.object({ done: z.boolean() }),
  initialState: { done: false },
  events: { ...shared, Finished: event({}) },
  commands: { Finish: { data: {}, emits: ["Sharde"] } },
});
`;
const SHARED = `\ufeff/* 日本 */ import { event } from "@factum/core/model";
import { z } from "zod";

const by = { class: z.string().trim() };

export const shared = {
\tShared: event({ at: z.date(), ...by }),
};
`;

test.each([
  ["\\n", (text: string) => text],
  ["\\r\\n and a byte order mark", (text: string) => text.replaceAll("\n", "\r\n")],
])(
  "places are right in files with %s, also of events that are spread in from another one",
  { timeout: 60_000 },
  async (_, ends) => {
    const project = temporaryProject({ "src/job.model.ts": ends(MODEL), "src/shared/events.ts": ends(SHARED) });
    const { diagnostics } = await generate({ folder: project.folder });
    expect(diagnostics.map((each) => formatDiagnostic(each).split("\n").slice(0, 4))).toEqual([
      [
        "src/job.model.ts:9:24 warning F1207: No command of Job emits Finished.",
        "",
        "  9 |   events: { ...shared, Finished: event({}) },",
        `    |                        ^^^^^^^^`,
      ],
      [
        'src/job.model.ts:10:43 error F1201: Finish emits "Sharde", which is no event of Job.',
        "",
        '  10 |   commands: { Finish: { data: {}, emits: ["Sharde"] } },',
        `     |                                           ^^^^^^^^`,
      ],
      [
        'src/shared/events.ts:4:14 error F1102: The field "class" is a reserved word, so no handler could destructure it.',
        "",
        "  4 | const by = { class: z.string().trim() };",
        "    |              ^^^^^",
      ],
      [
        "src/shared/events.ts:4:14 error F1306: events.Shared.class is rewritten by its schema (a check like .trim()), but an event is stored as it happened.",
        "",
        "  4 | const by = { class: z.string().trim() };",
        "    |              ^^^^^",
      ],
      [
        "src/shared/events.ts:7:18 error F1301: events.Shared.at is z.date(), which cannot be stored as JSON.",
        "",
        "  7 | \tShared: event({ at: z.date(), ...by }),",
        "    | \t                ^^",
      ],
    ]);
  },
);
