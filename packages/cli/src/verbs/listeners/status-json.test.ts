import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FAILURE, memoryDesk } from "../../../test-support/memory-desk.js";
import { look } from "./look.js";
import { statusJson } from "./status-json.js";

const PAGE = readFileSync(new URL("../../../../../docs/operating-listeners.md", import.meta.url), "utf8");

describe("The status in JSON", () => {
  it("has every field that its page documents, and no other", async () => {
    const desk = await memoryDesk();
    await desk.append(10);
    await desk.declare("training_list_v1");
    await desk.fail("training_list_v1");
    await desk.declare("mail_sender_v1", { kind: "reaction", tables: [], shards: 2 });
    const json = JSON.parse(JSON.stringify(statusJson(await look(desk)))) as Json & { listeners: Json[] };
    const rows = PAGE.slice(PAGE.indexOf("`--json` prints one object")).match(/^\| `.*$/gm) ?? [];
    const documented = rows.flatMap((row) =>
      [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    const top = Object.keys(json);
    const ofListener = Object.keys(json.listeners[0] ?? {});
    expect(documented.map((name) => name?.replace("[]", ""))).toEqual([
      ...inOrderOf(documented, top),
      ...inOrderOf(documented, ofListener, "."),
    ]);
    expect(Object.keys(FAILURE).filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([]);
  });

  it("tells what holds a listener back in the words of the text", async () => {
    const desk = await memoryDesk();
    await desk.declare("training_list_v1");
    expect(statusJson(await look(desk))).toMatchObject({
      ok: false,
      listeners: [
        { explanations: [expect.stringMatching(/^Nobody runs training_list_v1: start a process that has it/)] },
      ],
    });
  });
});

type Json = Record<string, unknown>;

/** The names with a prefix; those that are documented in the page's order, the others last. */
function inOrderOf(documented: readonly (string | undefined)[], names: readonly string[], prefix = ""): string[] {
  const order = documented.map((name) => name?.replace("[]", ""));
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return names.map((name) => `${prefix}${name}`).sort((a, b) => place(a) - place(b));
}
