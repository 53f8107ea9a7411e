import type { StoredEvent } from "@factum/core";
import { expect, onTestFinished, test } from "vitest";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { generate } from "../generate.js";
import { type Examiner, type ExaminerOptions, openExaminer } from "./open-examiner.js";

const SLOW = { timeout: 60_000 };

const IMPURE = /^(?:console.*| +if .*)\n/gm;
const MODEL = `import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

console.log("environment:", Object.keys(process.env).sort().join(" "));

export default aggregate("Job", {
  id: z.string(),
  state: z.object({}),
  initialState: {},
  events: {
    Done: event({ how: z.string() }).next({ how: z.string(), well: z.boolean() }, ({ how }) => {
      if (how === "exit") process.exit(7);
      if (how === "loop") for (;;);
      if (how === "later") return Promise.reject(new Error("later")) as never;
      return { how, well: true };
    }),
  },
  commands: { Do: { data: {}, emits: ["Done"] } },
});
`;

async function open(options: Partial<ExaminerOptions> = {}): Promise<Examiner> {
  const project = temporaryProject({ "src/job.model.ts": MODEL.replace(IMPURE, "") });
  await generate({ folder: project.folder });
  // What a model may not do it can do all the same, after it was checked.
  project.write("src/job.model.ts", MODEL);
  const examiner = await openExaminer({ folder: project.folder, ...options });
  onTestFinished(() => examiner.close());
  return examiner;
}

function done(position: number, how: string | number): StoredEvent {
  const place = { streamId: "job-1", version: position, position, eventId: "", recordedAt: "", metadata: {} };
  return { ...place, type: "Done", schemaVersion: 1, data: { how } };
}

test("batches are examined in their order by the project's own code", SLOW, async () => {
  const examiner = await open();
  const answers = await Promise.all([
    examiner.examine([done(1, "well"), done(2, 2)]),
    examiner.examine([]),
    examiner.examine([done(3, 3), done(4, "later"), done(5, 5)]),
  ]);
  expect(answers.map((findings) => findings.map(({ position, problem }) => [position, problem]))).toEqual([
    [[2, "invalid-data"]],
    [],
    [
      [3, "invalid-data"],
      [4, "upcaster"],
      [5, "invalid-data"],
    ],
  ]);
});

test("a batch that is bigger than a string can be is examined all the same", { timeout: 120_000 }, async () => {
  const examiner = await open();
  const how = "x".repeat(1_200_000);
  const batch = Array.from({ length: 500 }, (_, index) => done(index + 1, index % 200 === 0 ? index : how));
  expect(() => JSON.stringify(batch)).toThrow(RangeError);
  const [first, second] = await Promise.all([examiner.examine(batch), examiner.examine([done(501, 501)])]);
  expect(first.map(({ position }) => position)).toEqual([1, 201, 401]);
  expect(second.map(({ position }) => position)).toEqual([501]);
});

test("an event that cannot be handed over is an error, and what comes after it is examined", SLOW, async () => {
  const examiner = await open();
  const big: StoredEvent = { ...done(1, "well"), data: { how: Array.from({ length: 600 }, () => "x".repeat(1e6)) } };
  await expect(examiner.examine([big])).rejects.toThrow("The event at position 1 (Done, job-1 version 1) is too big");
  expect(await examiner.examine([done(2, 2)])).toMatchObject([{ position: 2 }]);
});

test("the project's code sees nothing of the environment, and may print", SLOW, async () => {
  process.env.FACTUM_TEST_SECRET = "hunter2";
  onTestFinished(() => {
    delete process.env.FACTUM_TEST_SECRET;
  });
  let printed = "";
  await open({
    onOutput: (text) => {
      printed += text;
    },
  });
  expect(printed).toContain("environment:");
  expect(printed).toContain("PATH");
  expect(printed).not.toContain("FACTUM_TEST_SECRET");
});

test("code that ends its process is an error, at once and later on", SLOW, async () => {
  const examiner = await open();
  const first = examiner.examine([done(1, "exit")]);
  const second = examiner.examine([done(2, "well")]);
  await expect(first).rejects.toThrow("The project's code ended the process that decodes events, with code 7.");
  await expect(second).rejects.toMatchObject({ code: "examiner" });
  await expect(examiner.examine([])).rejects.toMatchObject({ code: "examiner" });
});

test("code that never comes to an end is stopped", SLOW, async () => {
  const examiner = await open({ timeoutSeconds: 1 });
  await expect(examiner.examine([done(1, "loop")])).rejects.toThrow("took longer than 1 s, and was stopped");
});

test("closing rejects what is under way", SLOW, async () => {
  const examiner = await open();
  const examined = examiner.examine([done(1, "loop")]);
  examiner.close();
  await expect(examined).rejects.toThrow("The process that decodes events was ended.");
});

test("a project that was not generated, or does not load, says so", SLOW, async () => {
  const project = temporaryProject({ "src/job.model.ts": MODEL });
  await expect(openExaminer({ folder: project.folder })).rejects.toThrow(
    `There is no src/generated/registry.ts in ${project.folder}. Run \`npx factum generate\` there first.`,
  );
  project.write("src/generated/registry.ts", 'throw new Error("broken");\n');
  await expect(openExaminer({ folder: project.folder })).rejects.toThrow(
    "src/generated/registry.ts could not be loaded. Error: broken (src/generated/registry.ts:1:7)",
  );
  project.write("src/generated/registry.ts", "export {};\n");
  await expect(openExaminer({ folder: project.folder })).rejects.toThrow("It exports no eventRegistry.");
  await expect(openExaminer({ folder: "/no/such/folder" })).rejects.toThrow("There is no folder src in");
});
