import { beforeEach, describe, expect, it } from "vitest";
import { FAILURE, type MemoryDesk, memoryDesk } from "../../../test-support/memory-desk.js";
import type { Output } from "../../output.js";
import { cancelRebuild } from "./cancel-rebuild.js";
import { deadLetters } from "./dead-letters.js";
import { findListener } from "./find-listener.js";
import { forget } from "./forget.js";
import { look } from "./look.js";
import type { Target } from "./operation.js";
import { pause } from "./pause.js";
import { prune } from "./prune.js";
import { reset } from "./reset.js";
import { resume } from "./resume.js";
import { skip } from "./skip.js";

const MODEL = { name: "training_list", version: 1 };

describe("An operator", () => {
  let desk: MemoryDesk;
  let told: string;
  /** Nobody to ask unless it is set. */
  let answer: string | undefined;

  beforeEach(async () => {
    desk = await memoryDesk();
    [told, answer] = ["", undefined];
    await desk.append(10);
    await desk.declare("training_list_v1");
    await desk.declare("mail_sender", { kind: "reaction", tables: [] });
  });

  it("pauses and resumes, and is told when there is nothing to do", async () => {
    const { sentence } = await pause(await target("TrainingList"), "moving the disk");
    expect(sentence).toBe(
      "Paused training_list_v1, which is at position 0. `factum listeners resume training_list_v1` lets it go on.",
    );
    expect((await target("TrainingList")).view.report.pause).toMatchObject({
      by: "operator",
      reason: "moving the disk",
    });
    const again = await pause(await target("TrainingList"), "again");
    expect(again.sentence).toMatch(/^training_list_v1 is paused already, since .* UTC: nothing was changed\.$/);
    expect(again.json).toEqual({ listener: "training_list_v1", changed: false });
    expect((await resume(await target("TrainingList"))).sentence).toBe(
      "Resumed training_list_v1, which goes on behind position 0.",
    );
    expect((await resume(await target("TrainingList"))).sentence).toBe(
      "training_list_v1 is not paused: nothing was changed.",
    );
    expect(desk.wakeUps()).toBe(2);
  });

  it("cannot pause, skip or reset what is inline, and is told why and what to do", async () => {
    desk = await memoryDesk({ inline: true });
    await desk.declare("training_list_v1_inline", { tables: [] });
    const inline = await target("TrainingList");
    expect(inline.view.build).toEqual({ build: 1, role: "live", isInline: true });
    await expect(pause(inline, "")).rejects.toThrow(
      "training_list_v1 is inline: its rows are written with the append, so there is nothing to pause.",
    );
    await expect(skip(inline, { position: 1, yes: true }, output())).rejects.toThrow("never stored");
    await expect(reset(inline, { yes: true }, output())).rejects.toThrow("`factum listeners rebuild training_list_v1`");
    expect((await deadLetters(inline, { limit: 5 })).sentence).toBe("training_list_v1 has no dead letters.");
    expect(desk.wakeUps()).toBe(0);

    await desk.control.pause(inline.view.name, "by some other tool");
    expect((await resume(await target("TrainingList"))).json).toMatchObject({ changed: true });
  });

  it("does not hide a failure by pausing", async () => {
    await desk.fail("training_list_v1");
    await pause(await target("TrainingList"), "mine");
    expect((await target("TrainingList")).view.report.pause).toMatchObject({ by: "failure", failure: { position: 2 } });
  });

  it("skips the event that failed, having seen it, and no other", async () => {
    await desk.fail("training_list_v1");
    await expect(skip(await target("TrainingList"), { position: 3, yes: true }, output())).rejects.toThrow(
      "it failed at position 2. Name that one to have it skipped.",
    );
    answer = "no";
    expect((await skip(await target("TrainingList"), { position: 2 }, output())).sentence).toBe("Nothing was changed.");
    expect(told).toMatch(
      /^Position 2: Happened, schema version 1\n {2}of training-7, version 2, stored at .*Z\n {2}\{"n":1\}\n.*never handle it\? \[y\/N\] $/s,
    );
    answer = "y";
    expect((await skip(await target("TrainingList"), { position: 2 }, output())).sentence).toBe(
      "training_list_v1 passes over position 2 (Happened of training-7) and goes on behind it.",
    );
    expect((await target("TrainingList")).view).toMatchObject({ position: 2, report: { pause: null } });
    await expect(skip(await target("TrainingList"), { position: 2, yes: true }, output())).rejects.toThrow(
      "so there is nothing to skip",
    );
  });

  it("resets what is meant, and hears before what that does", async () => {
    await desk.runTo("mail_sender", 10);
    await expect(reset(await target("MailSender"), {}, output())).rejects.toThrow(
      /side effects happen again.*\nShall it\?\nNobody is here to be asked: give --yes if you mean it\.$/s,
    );
    answer = "";
    expect((await reset(await target("MailSender"), {}, output())).json).toMatchObject({ changed: false });
    expect((await target("MailSender")).view.position).toBe(10);
    expect((await reset(await target("MailSender"), { yes: true }, output())).sentence).toBe(
      "mail_sender starts again from the first event.",
    );
    expect((await target("MailSender")).view.position).toBe(0);
    await desk.control.pause("training_list_v1", "");
    answer = " YES ";
    expect((await reset(await target("TrainingList"), {}, output())).sentence).toBe(
      "Emptied its tables: training_list_v1 starts again from the first event, and is no longer paused.",
    );
    expect(told).toContain("Its tables are emptied, and queries see a part of the rows until it has caught up");
  });

  it("lists dead letters, all or those of a key, with what failed", async () => {
    expect((await deadLetters(await target("TrainingList"), { limit: 5 })).sentence).toBe(
      "training_list_v1 has no dead letters.",
    );
    const [lease] = await desk.run("training_list_v1");
    const parked = [
      { key: "b\u001b", position: 1, error: FAILURE },
      { key: "a", position: 2, error: FAILURE },
      { key: "a", position: 4, error: null },
    ];
    if (lease !== undefined) await desk.listeners.advance({ lease, from: 0, to: 5, parked, replayed: [] });
    expect((await deadLetters(await target("TrainingList"), { limit: 50 })).sentence).toBe(
      `position  key      why
       1  b\\u001b  column due is missing.
       2  a        column due is missing.
       4  a        waits behind the one before

3 dead letters of training_list_v1. \`factum listeners replay training_list_v1\` has them handled again.`,
    );
    expect((await deadLetters(await target("TrainingList"), { limit: 2 })).sentence).toContain(
      "3 dead letters of training_list_v1, the first 2 of them above.",
    );
    const ofKey = await deadLetters(await target("TrainingList"), { limit: 1, key: "a" });
    expect(ofKey.json).toEqual({
      listener: "training_list_v1",
      deadLetters: 2,
      letters: [{ key: "a", position: 2, error: FAILURE }],
    });
    expect((await deadLetters(await target("TrainingList"), { limit: 1, key: "c" })).sentence).toBe(
      "training_list_v1 has no dead letters of key c.",
    );
  });

  it("drops the tables of builds that were replaced", async () => {
    expect((await prune(await target("TrainingList"))).sentence).toBe(
      "training_list_v1 has no old tables: there is nothing to drop.",
    );
    await desk.readModels.startBuild(MODEL);
    await desk.declare("training_list_v1_b2");
    await desk.stored.readModels.swap(MODEL);
    expect((await prune(await target("TrainingList"))).sentence).toBe("Dropped training_list_v1.");
    await expect(prune(await target("MailSender"))).rejects.toThrow(
      "mail_sender is a reaction: only read models are built beside the table that is read. " +
        "`factum listeners reset mail_sender` starts it again from the first event.",
    );
  });

  it("gives up a build that is being made, if there is one", async () => {
    const none = "No build of training_list_v1 is being made, so there is none to give up";
    await expect(cancelRebuild(await target("TrainingList"))).rejects.toThrow(none);
    await desk.readModels.startBuild(MODEL);
    await desk.declare("training_list_v1_b2");
    const { sentence, json } = await cancelRebuild(await target("training_list_v1_b2"));
    expect(sentence).toBe(
      "Gave up build 2 of training_list_v1. Queries go on reading the tables that they have read all the time.",
    );
    expect(json).toEqual({ listener: "training_list_v1_b2", changed: true, build: 2, canceled: true });
    expect(desk.wakeUps()).toBe(1);
    expect((await look(desk)).listeners.map(({ name }) => name)).toEqual(["mail_sender", "training_list_v1"]);
    await expect(cancelRebuild(await target("MailSender"))).rejects.toThrow("mail_sender is a reaction");
  });

  it("forgets what nobody runs, with a build of it that was being made", async () => {
    await desk.run("mail_sender");
    await expect(forget(await target("MailSender"), { yes: true }, output())).rejects.toThrow(
      "web-1 pid 7 runs mail_sender. Stop what has it first.",
    );
    await desk.readModels.startBuild(MODEL);
    await desk.declare("training_list_v1_b2");
    await expect(forget(await target("TrainingList"), {}, output())).rejects.toThrow("Nobody is here to be asked");
    expect((await forget(await target("TrainingList"), { yes: true }, output())).sentence).toBe(
      "Forgot training_list_v1 and training_list_v1_b2.",
    );
    expect((await look(desk)).listeners.map(({ name }) => name)).toEqual(["mail_sender"]);
  });

  async function target(name: string): Promise<Target> {
    const { listeners, at } = await look(desk);
    return { desk, view: findListener(name, listeners), at };
  }

  function output(): Output {
    const err = (text: string) => {
      told += text;
    };
    const given = answer;
    if (given === undefined) return { out: () => {}, err };
    return {
      out: () => {},
      err,
      ask: async (question) => {
        err(question);
        return given;
      },
    };
  }
});
