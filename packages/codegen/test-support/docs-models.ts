import { aggregateText, readModelText } from "./model-texts.js";

/** Models with everything that documentation has to show, every text of theirs being `text`. */
export function documentedModels(text = "What it is."): Readonly<Record<string, string>> {
  const quoted = JSON.stringify(text);
  // What Postgres would not give back cannot be a literal; the prefix keeps it apart from the other one.
  const storable = JSON.stringify(`= ${text.toWellFormed().replaceAll("\u0000", "")}`);
  // A comment ends where it ends: what stands behind would be no comment any more.
  // It belongs to what stands below it only if it stands on lines of its own.
  const doc = `\n/** ${text.replaceAll("*/", "* /")} */\n`;
  const described = `z.string().describe(${quoted})`;
  return {
    "src/training.model.ts": `${doc}${aggregateText({
      more: "snapshots: { every: 100, foldVersion: 2 },",
      events: `{ ${doc} Opened: event({ by: z.string() }).next({ ${doc} by: ${described}, kind: z.literal([${storable}, "other"]) }, (v1) => ({ ...v1, kind: "other" })), Closed: event({ reason: z.string(), pin: z.string().meta({ secret: true, examples: ["hunter2"] }) }) }`,
      rejections: `{ IsOpen: rejection(${quoted}, { since: z.iso.date() }) }`,
      commands: `{ ${doc} Open: { data: { ${doc} by: ${described}, pair: z.tuple([z.int()], z.boolean()), choice: z.union([z.int(), z.null()]).optional() }, emits: ["Opened", "Closed"], rejects: ["IsOpen"] }, Close: { data: { deep: z.object({ pin: z.string().meta({ secret: true, examples: ["hunter2"] }) }) }, emits: [] } }`,
    })}`,
    "src/list.model.ts": readModelText({ row: `{ trainingId: z.string(), ${doc} reason: ${described} }` }),
  };
}
