import { describe, expect, it } from "vitest";
import { FAILURE, type MemoryDesk, memoryDesk } from "../../../test-support/memory-desk.js";
import { look, since } from "./look.js";
import { needsAttention } from "./state-of.js";
import { statusText } from "./status-text.js";

async function text(desk: MemoryDesk): Promise<string> {
  return statusText(await look(desk)).replace(/(\d{4}-\d\d-\d\d )?\d\d:\d\d UTC/g, "12:03 UTC");
}

describe("The status", () => {
  it("says that there is nothing", async () => {
    expect(await text(await memoryDesk())).toBe(
      "Safe position 0, last position 0\n\nNo listener was ever started on this store.\n",
    );
  });

  it("is a table, with a sentence for each that is held back", async () => {
    const desk = await memoryDesk();
    await desk.append(1234);
    desk.ageMs = 61_000;
    await desk.declare("course_statistics_v3");
    await desk.declare("mail_sender", { kind: "reaction", tables: [], shards: 2 });
    await desk.declare("training_list_v1");
    await desk.runTo("mail_sender", 1234);
    await desk.fail("training_list_v1");
    expect(await text(desk)).toBe(
      `Safe position 1,234, last position 1,234

listener                kind        state           position  behind    waiting  run by       last error
course_statistics_v3    read-model  nobody runs it         0   1,234  1 min 1 s
mail_sender (2 shards)  reaction    running            1,234       0             web-1 pid 7
training_list_v1        read-model  paused                 0   1,234  1 min 1 s               column due is missing.

Nobody runs course_statistics_v3: start a process that has it, or \`factum listeners forget course_statistics_v3\` if none has it any more.
training_list_v1 is paused since 12:03 UTC by a failure at position 2 (RegistrationCanceled of training-7), tried 5 times: column due is missing. \`factum listeners skip training_list_v1 --position 2\` passes it over, \`factum listeners resume training_list_v1\` tries again.
`,
    );
  });

  it("shows a build that is being made beneath the live one, with its share", async () => {
    const desk = await memoryDesk();
    await desk.append(1000);
    await desk.declare("training_list_v1");
    await desk.readModels.startBuild({ name: "training_list", version: 1 });
    await desk.declare("training_list_v1_b2");
    await desk.runTo("training_list_v1", 1000);
    await desk.runTo("training_list_v1_b2", 437);
    const shown = await text(desk);
    expect(shown).toMatch(/^training_list_v1 {5}read-model {2}running +1,000 /m);
    expect(shown).toMatch(/^training_list_v1_b2 {2}read-model {2}rebuilding 43 % +437 {5}563 /m);
    await desk.control.pause("training_list_v1_b2", "");
    expect(await text(desk)).toContain("rebuilding 43 %, paused");
  });

  it("says of read models that are inline that nobody waits for them, be their checkpoints behind", async () => {
    const desk = await memoryDesk({ inline: true });
    await desk.append(1000);
    desk.ageMs = 60_000;
    await desk.declare("training_list_v1_inline", { tables: [] });
    await desk.runTo("training_list_v1_inline", 900);
    expect(await text(desk)).toBe(
      `Safe position 1,000, last position 1,000

listener          kind        state   position  behind  run by
training_list_v1  read-model  inline       900       0  web-1 pid 7

training_list_v1 is inline: its rows are written with the append, nothing to wait for.
`,
    );
    await desk.declare("course_report_v2_b3_inline", { tables: [] });
    await desk.run("course_report_v2_b3_inline");
    expect(await text(desk)).toContain(
      "course_report_v2 and training_list_v1 are inline: their rows are written with the append, nothing to wait for.",
    );
  });

  it("says of one that is inline and that nobody follows who waits in vain", async () => {
    const desk = await memoryDesk({ inline: true });
    await desk.declare("training_list_v1_inline", { tables: [] });
    expect(await text(desk)).toContain(
      "\nNobody follows training_list_v1, so whoever waits for it waits in vain. Its rows are written with the append all the " +
        "same. Start a process that has it, or `factum listeners forget training_list_v1` if none has it any more.\n",
    );
  });

  it("shows a build of one that is inline with its share, and no listener of before", async () => {
    const desk = await memoryDesk({ inline: true });
    await desk.append(1000);
    await desk.declare("training_list_v1");
    await desk.declare("training_list_v1_inline", { tables: [] });
    await desk.readModels.startBuild({ name: "training_list", version: 1 });
    await desk.declare("training_list_v1_b2");
    await desk.runTo("training_list_v1_inline", 1000);
    await desk.runTo("training_list_v1_b2", 437);
    const shown = (await text(desk)).split("\n").filter((line) => line.includes("read-model"));
    expect(shown).toEqual([
      expect.stringMatching(/^training_list_v1 {5}read-model {2}inline +1,000 +0 /),
      expect.stringMatching(/^training_list_v1_b2 {2}read-model {2}rebuilding 43 % +437 {5}563 /),
    ]);
  });

  it("catches up while events have waited for seconds, and has a rate from two looks", async () => {
    const desk = await memoryDesk();
    await desk.append(1000);
    desk.ageMs = 5_000;
    await desk.declare("training_list_v1");
    const [lease] = await desk.run("training_list_v1");
    const first = await look(desk, new Date(0));
    if (lease !== undefined) await desk.listeners.advance({ lease, from: 0, to: 500, parked: [], replayed: [] });
    const second = since(first, await look(desk, new Date(2_000)));
    expect(statusText(second)).toMatch(/catching up +500 +500 +5 s +250\/s/);
    expect(statusText(since(second, await look(desk, new Date(2_000))))).not.toContain("/s");
  });

  it("tells a failure that is tried again, and whose shard it is", async () => {
    const desk = await memoryDesk();
    await desk.declare("training_list_v1", { shards: 2 });
    const [first] = await desk.run("training_list_v1");
    if (first !== undefined) await desk.listeners.renew([{ ...first, failure: { ...FAILURE, attempts: 1 } }], 60_000);
    expect(await text(desk)).toContain(
      "training_list_v1, shard 0, fails at position 2 (RegistrationCanceled of training-7), once so far, and tries again: column due is missing.",
    );
  });

  it("tells dead letters, and how to have them handled", async () => {
    const desk = await memoryDesk();
    await desk.declare("training_list_v1");
    const [lease] = await desk.run("training_list_v1");
    const parked = [1, 2].map((position) => ({ key: "a", position, error: position === 1 ? FAILURE : null }));
    if (lease !== undefined) await desk.listeners.advance({ lease, from: 0, to: 2, parked, replayed: [] });
    expect(await text(desk)).toContain(
      "training_list_v1 has 2 dead letters of 1 key: `factum listeners dead-letters training_list_v1` shows them, " +
        "`factum listeners replay training_list_v1` has them handled again.",
    );
    expect((await look(desk)).listeners.map(needsAttention)).toEqual([true]);
  });

  it("tells shards that nobody runs, and which ones others wait for", async () => {
    const desk = await memoryDesk();
    await desk.append(100);
    desk.ageMs = 10_000;
    await desk.declare("training_list_v1", { shards: 3 });
    const leases = await desk.runTo("training_list_v1", 100);
    await desk.listeners.release(leases.slice(1));
    expect(await text(desk)).toContain(
      "Nobody runs shards 1 and 2 of training_list_v1: if that stays, start another process that has it.",
    );
    const again = await desk.run("training_list_v1", "web-2 pid 8");
    await desk.append(50);
    for (const lease of [...leases.slice(0, 1), ...again.slice(1)]) {
      await desk.listeners.advance({ lease, from: 100, to: 150, parked: [], replayed: [] });
    }
    const shown = await text(desk);
    expect(shown).toContain("training_list_v1 waits for shard 1; the others are further on.");
    expect(shown).toContain("web-1 pid 7, web-2 pid 8");
    await desk.declare("training_list_v1", { shards: 4 });
    expect(await text(desk)).toContain(
      "training_list_v1 goes from 3 to 4 shards when all have come to one position: it waits for shard 1.",
    );
    expect(statusText(await look(desk), { shards: true })).toMatch(/^ {2}shard 1 +nobody runs it +100 +50 +10 s$/m);
  });

  it("tells an operator's pause by its reason", async () => {
    const desk = await memoryDesk();
    await desk.declare("training_list_v1");
    await desk.control.pause("training_list_v1", "moving the disk");
    expect(await text(desk)).toContain(
      "training_list_v1 is paused since 12:03 UTC: moving the disk. `factum listeners resume training_list_v1` lets it go on.",
    );
    await desk.control.pause("training_list_v1", " ");
    expect(await text(desk)).toContain(
      "training_list_v1 is paused since 12:03 UTC. `factum listeners resume training_list_v1` lets it go on.",
    );
  });

  it("says who holds back the safe position, if it is for long", async () => {
    const desk = await memoryDesk();
    const holder = { floor: 4711, preparedTransaction: null, clientAddress: null, queryStartedAt: null };
    const named = { applicationName: "psql", state: "idle in transaction" };
    desk.heldBy.push({ ...holder, ...named, pid: 123, ageMs: 40_000 });
    desk.heldBy.push({ ...holder, ...named, pid: 124, ageMs: 4_999 });
    desk.heldBy.push({
      ...holder,
      applicationName: null,
      state: null,
      pid: null,
      preparedTransaction: "order 7",
      ageMs: null,
    });
    const told = (await text(desk)).split("\n").filter((line) => line.includes("held back"));
    expect(told).toEqual([
      "The safe position is held back at 4,711 by process 123 of the database server (psql, idle in transaction, 40 s): see `factum db doctor`.",
      'The safe position is held back at 4,711 by the prepared transaction "order 7": see `factum db doctor`.',
    ]);
  });

  it("steers no terminal with what is stored, and colours states alone", async () => {
    const desk = await memoryDesk();
    await desk.declare("evil\u001b[2J_v1");
    await desk.fail("evil\u001b[2J_v1", { message: "a\nb\u001b[31m", streamId: "x-\u202e", eventType: null });
    expect(await text(desk)).not.toContain("\u001b");
    expect(await text(desk)).toContain("at position 2 (x-\\u202e), tried 5 times: a b\\u001b[31m.");
    expect(statusText(await look(desk), { color: true })).toContain("\u001b[31mpaused\u001b[0m");
  });
});
