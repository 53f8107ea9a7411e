import { beforeEach, describe, expect, it } from "vitest";
import { FAILURE, type MemoryDesk, memoryDesk } from "../../../test-support/memory-desk.js";
import type { Output } from "../../output.js";
import { findListener } from "./find-listener.js";
import { type BuildProgress, followRebuild } from "./follow-rebuild.js";
import { look } from "./look.js";
import type { Target } from "./operation.js";
import { waitFor } from "./rebuild.js";
import { rebuildLine } from "./rebuild-progress.js";
import { replay, replayLine } from "./replay.js";

const MODEL = { name: "training_list", version: 1 };
const never = new AbortController().signal;
const aborted = AbortSignal.abort();

describe("What goes on elsewhere is watched:", () => {
  let desk: MemoryDesk;
  let told: string;
  const output: Output = {
    out: () => {},
    err: (text) => {
      told += text;
    },
  };

  beforeEach(async () => {
    desk = await memoryDesk();
    told = "";
    await desk.append(10);
    await desk.declare("training_list_v1");
    await desk.runTo("training_list_v1", 10);
  });

  describe("a rebuild", () => {
    it("until the new build is swapped in", async () => {
      const build = await desk.readModels.startBuild(MODEL);
      const seen: string[] = [];
      const { end } = await followRebuild({
        desk,
        model: MODEL,
        build,
        signal: never,
        everyMs: 0,
        onProgress: (progress) => {
          seen.push(describeProgress(progress));
          steps.shift()?.();
        },
      });
      expect(end).toBe("swapped");
      expect(seen).toEqual(["0 of 10, nobody", "4 of 10", "10 of 10"]);
      expect(steps).toEqual([]);
    });

    // What a process that has the listener does between two looks.
    const steps: (() => void)[] = [
      () => void desk.declare("training_list_v1_b2").then(() => desk.runTo("training_list_v1_b2", 4)),
      () => void moveBuild(4, 10),
      () => void desk.stored.readModels.swap(MODEL),
    ];

    async function moveBuild(from: number, to: number): Promise<void> {
      const [shard] = await desk.listeners.checkpoints(["training_list_v1_b2"]);
      if (shard !== undefined) await desk.listeners.advance({ lease: shard, from, to, parked: [], replayed: [] });
    }

    it("says so when it was swapped in", async () => {
      const build = await desk.readModels.startBuild(MODEL);
      const before = await target();
      await desk.declare("training_list_v1_b2");
      await desk.runTo("training_list_v1_b2", 10);
      await desk.stored.readModels.swap(MODEL);
      const { sentence, json, exitCode } = await waitFor(before, build, output, never);
      expect(sentence).toMatch(
        /^Build 2 of training_list_v1 is what queries read now, after \d+ s\. `factum listeners prune training_list_v1` drops the old tables; so does the next rebuild\.$/,
      );
      expect(json).toMatchObject({ listener: "training_list_v1", build: 2, swapped: true, end: "swapped" });
      expect(exitCode).toBe(0);
    });

    it("until it fails, and says why", async () => {
      const build = await desk.readModels.startBuild(MODEL);
      await desk.declare("training_list_v1_b2");
      await desk.fail("training_list_v1_b2");
      const { sentence, exitCode } = await waitFor(await target(), build, output, never);
      expect(sentence).toMatch(
        /^Build 2 of training_list_v1 stands still, and queries go on reading the old one\. training_list_v1_b2 is paused since .* by a failure at position 2 .*: column due is missing\. `factum listeners skip training_list_v1_b2 --position 2` passes it over/,
      );
      expect(exitCode).toBe(1);
    });

    it("until it has caught up with dead letters, and says what there is to do", async () => {
      const build = await parkedBuild();
      const { sentence, json, exitCode } = await waitFor(await target(), build, output, never);
      expect(sentence).toBe(
        "Build 2 of training_list_v1 has caught up, and queries go on reading the old one. training_list_v1_b2 has " +
          "2 dead letters of 1 key, and does not take the live one's place with them: rows would be missing. " +
          "`factum listeners dead-letters training_list_v1_b2` shows them, `factum listeners replay training_list_v1_b2` " +
          "has them handled again, `factum listeners rebuild training_list_v1 --accept-missing` swaps it in as it is, " +
          "`factum listeners rebuild training_list_v1 --cancel` gives it up.",
      );
      expect(json).toMatchObject({ swapped: false, end: "incomplete" });
      expect(exitCode).toBe(1);
    });

    it("until its dead letters were handled, when somebody has asked for that", async () => {
      const build = await parkedBuild();
      await desk.control.replay("training_list_v1_b2");
      const seen: string[] = [];
      const { end } = await followRebuild({
        desk,
        model: MODEL,
        build,
        signal: never,
        everyMs: 0,
        onProgress: (progress) => {
          seen.push(describeProgress(progress));
          if (seen.length === 2) void desk.stored.readModels.swap(MODEL, { acceptMissing: true });
        },
      });
      expect(end).toBe("swapped");
    });

    it("until it has swapped it in itself, when what is missing is accepted", async () => {
      const build = await parkedBuild();
      const before = await target();
      const { json } = await waitFor(before, build, output, never, { acceptMissing: true });
      expect(json).toMatchObject({ swapped: true, end: "swapped" });
      expect(desk.wakeUps()).toBe(1);
      expect((await target()).view.report.deadLetters).toBe(2);
    });

    /** A build that has caught up, and has parked a key. */
    async function parkedBuild(): Promise<number> {
      const build = await desk.readModels.startBuild(MODEL);
      await desk.declare("training_list_v1_b2");
      const [lease] = await desk.run("training_list_v1_b2");
      const parked = [
        { key: "a", position: 1, error: FAILURE },
        { key: "a", position: 2, error: null },
      ];
      if (lease !== undefined) await desk.listeners.advance({ lease, from: 0, to: 10, parked, replayed: [] });
      return build;
    }

    it("until Ctrl-C, which leaves it going", async () => {
      const build = await desk.readModels.startBuild(MODEL);
      expect(await waitFor(await target(), build, output, aborted)).toMatchObject({
        sentence:
          "Build 2 of training_list_v1 goes on without this command: `factum listeners status` shows how far it is.",
        exitCode: 130,
        json: { swapped: false },
      });
      expect(await desk.readModels.builds(MODEL)).toEqual({ live: 1, building: 2 });
    });

    it.each([
      [
        { from: 0, position: 300, goal: 1000, passedMs: 1000 },
        "██████░░░░░░░░░░░░░░   30 %  position 300 of 1,000  300 positions/s, 3 s left",
      ],
      [
        { from: 300, position: 300, goal: 1000, passedMs: 0 },
        "██████░░░░░░░░░░░░░░   30 %  position 300 of 1,000  0 positions/s",
      ],
      [
        { from: 0, position: 12, goal: 10, passedMs: 10 },
        "████████████████████  100 %  position 12 of 10  1,200 positions/s",
      ],
      [{ from: 0, position: 0, goal: 0, passedMs: 10 }, "████████████████████  100 %  position 0 of 0  0 positions/s"],
    ])("with a bar, its rate and the time left", (span, line) => {
      expect(rebuildLine(span)).toBe(line);
    });
  });

  describe("a replay", () => {
    beforeEach(async () => {
      const [lease] = await desk.listeners.checkpoints(["training_list_v1"]);
      const parked = [
        { key: "a", position: 1, error: FAILURE },
        { key: "a", position: 2, error: null },
        { key: "b", position: 3, error: FAILURE },
      ];
      if (lease !== undefined) await desk.listeners.advance({ lease, from: 10, to: 10, parked, replayed: [] });
    });

    it("until all are handled", async () => {
      const before = await target();
      const done = replay(before, { wait: true }, output, never);
      await settle([
        { key: "a", position: 1 },
        { key: "a", position: 2 },
        { key: "b", position: 3 },
      ]);
      expect(await done).toMatchObject({
        sentence: "All 3 dead letters of training_list_v1 were handled.",
        exitCode: 0,
      });
      expect(desk.wakeUps()).toBe(1);
    });

    it("until what is left failed again, and says why", async () => {
      const done = replay(await target(), { wait: true }, output, never);
      const again = { ...FAILURE, message: "still missing" };
      await settle([{ key: "b", position: 3 }], [{ key: "a", position: 1, error: again }]);
      expect(await done).toMatchObject({
        sentence:
          "Of 3 dead letters of training_list_v1 2 are left, for some failed again. The first at position 1, key a: still missing.",
        exitCode: 1,
        json: { end: "failed", left: 2 },
      });
    });

    it("of one key alone", async () => {
      const done = replay(await target(), { wait: true, key: "b" }, output, never);
      await settle([{ key: "b", position: 3 }]);
      expect((await done).sentence).toBe("The dead letter of training_list_v1 was handled.");
      const none = await replay(await target(), { wait: true, key: "b" }, output, never);
      expect(none.sentence).toBe("training_list_v1 has no dead letters of key b.");
    });

    it("not at all with --no-wait, and says if nobody is there to do it", async () => {
      await desk.listeners.release(await desk.listeners.checkpoints(["training_list_v1"]));
      expect((await replay(await target(), { wait: false }, output, never)).sentence).toBe(
        "3 dead letters of training_list_v1 will be handled again. Nobody runs training_list_v1: they wait for a process that has it.",
      );
    });

    it("until Ctrl-C, or a pause", async () => {
      expect(await replay(await target(), { wait: true }, output, aborted)).toMatchObject({ exitCode: 130 });
      await desk.control.pause("training_list_v1", "");
      expect(await replay(await target(), { wait: true }, output, never)).toMatchObject({
        sentence:
          "training_list_v1 is paused, and 3 dead letters wait. `factum listeners resume training_list_v1` lets it go on.",
        exitCode: 1,
      });
      expect(told).toContain("Nobody runs training_list_v1: they wait for a process that has it.\n");
    });

    it("with a bar", () => {
      expect(replayLine(4, 1)).toBe("███████████████░░░░░   75 %  1 dead letter left");
      expect(replayLine(4, 6)).toBe("░░░░░░░░░░░░░░░░░░░░    0 %  6 dead letters left");
    });

    /** As the process does that runs the listener, once it was told by its lost lease. */
    async function settle(
      replayed: readonly { key: string; position: number }[],
      parked: readonly { key: string; position: number; error: typeof FAILURE }[] = [],
    ): Promise<void> {
      for (;;) {
        const [lease] = await desk.run("training_list_v1");
        if (lease === undefined) continue;
        await desk.listeners.advance({ lease, from: 10, to: 10, parked, replayed });
        return;
      }
    }
  });

  async function target(): Promise<Target> {
    const { listeners, at } = await look(desk);
    return { desk, view: findListener("TrainingList", listeners), at };
  }
});

function describeProgress({ position, goal, isAttended }: BuildProgress): string {
  return `${position} of ${goal}${isAttended ? "" : ", nobody"}`;
}
