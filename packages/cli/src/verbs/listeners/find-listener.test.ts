import { describe, expect, it } from "vitest";
import { memoryDesk } from "../../../test-support/memory-desk.js";
import { findListener } from "./find-listener.js";
import { look } from "./look.js";

async function found(names: readonly string[], name: string): Promise<string> {
  const desk = await memoryDesk();
  for (const each of names) await desk.declare(each);
  return findListener(name, (await look(desk)).listeners).name;
}

describe("A listener is found", () => {
  const names = ["training_list_v1", "course_statistics_v3", "mail_sender"];

  it.each([
    ["training_list_v1", "training_list_v1"],
    ["training_list", "training_list_v1"],
    ["TrainingList", "training_list_v1"],
    ["trainingList", "training_list_v1"],
    ["TrainingListV1", "training_list_v1"],
    ["course-statistics", "course_statistics_v3"],
    ["MailSender", "mail_sender"],
  ])("by %s", async (name, expected) => {
    expect(await found(names, name)).toBe(expected);
  });

  it("as the live build of a read model, or as the one that is being made if the name says so", async () => {
    const desk = await memoryDesk();
    await desk.declare("training_list_v1");
    await desk.readModels.startBuild({ name: "training_list", version: 1 });
    await desk.declare("training_list_v1_b2");
    const { listeners } = await look(desk);
    expect(findListener("TrainingList", listeners).name).toBe("training_list_v1");
    expect(findListener("training_list_v1_b2", listeners).name).toBe("training_list_v1_b2");
  });

  it("under the read model's name whichever build is live", async () => {
    const desk = await memoryDesk();
    await desk.declare("training_list_v1");
    await desk.readModels.startBuild({ name: "training_list", version: 1 });
    await desk.declare("training_list_v1_b2");
    await desk.stored.readModels.swap({ name: "training_list", version: 1 });
    const { listeners } = await look(desk);
    for (const name of ["TrainingList", "training_list_v1", "training_list_v1_b2"]) {
      expect(findListener(name, listeners)).toMatchObject({ title: "training_list_v1", name: "training_list_v1_b2" });
    }
  });

  it.each([
    ["TraningList", /There is no listener "TraningList" in this store\. Did you mean "TrainingList"\?/],
    ["training_list_v2", /Did you mean "training_list_v1"\?/],
    ["zzzzzzzzzzzzzzzzzzzzz", /There are: course_statistics_v3, course_statistics, mail_sender, training_list_v1/],
    ["\u001b[2J", /no listener "\\u001b\[2J"/],
    ["__proto__", /no listener "__proto__"/],
    ["", /no listener ""/],
  ])("by no other name: %j", async (name, message) => {
    await expect(found(names, name)).rejects.toThrow(message);
  });

  it("never by guessing between versions", async () => {
    await expect(found(["list_v1", "list_v2"], "List")).rejects.toThrow(
      '"List" may be list_v1 or list_v2. Say which of them you mean.',
    );
    expect(await found(["list_v1", "list_v2"], "list_v2")).toBe("list_v2");
  });

  it("not at all where none was started", async () => {
    await expect(found([], "list")).rejects.toThrow("No listener was ever started on this store.");
  });
});
