import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { examplesIn } from "../test-support/page-examples.js";
import { runSpecs, typeErrors } from "../test-support/project-tools.js";
import { REPOSITORY, temporaryProject } from "../test-support/temporary-project.js";
import { generate } from "./generate.js";

// What packages/testing/README.md shows: its examples compile and hold beside the sample's models, and its failures are those that there are.
// UPDATE_README=1 writes the failures as they are now.

const README = path.join(REPOSITORY, "packages/testing/README.md");
const SAMPLE = [
  "training/ids.ts",
  "training/training.model.ts",
  "training/training.decider.ts",
  "training-list/training-list.model.ts",
  "training-list/training-list.read-model.ts",
];

/** Each failure that the page shows, by the name that stands above it. */
const FAILURES = `
import { like, reactionSpec, readModelSpec } from "@factum/testing";
import { deciderSpec } from "@factum/testing";
import { deciderProperties } from "@factum/testing/properties";
import { given, id, on, RegistrationCanceled, RegistrationCreated, StartVideo, VideoStarted } from "./training/generated/training.testkit.js";
import type { CourseId, TraineeId, TrainingId, VideoId } from "./training/generated/training.types.js";
import { training } from "./training/training.decider.js";
import model from "./training/training.model.js";
import { trainingList } from "./training-list/training-list.read-model.js";
import { type Mailer, welcomeMail } from "./welcome-mail/welcome-mail.js";

const intro = "c83d2dac-5e71-4e6a-9c65-2d7f3e2a5d33" as VideoId;
const traineeId = "a61f0f8e-3c53-4c8e-9a43-0b9d1c0e7f11" as TraineeId;
const courseId = "b72e1e9d-4d62-4d7f-8b54-1c8e2d1f6e22" as CourseId;
const registration = RegistrationCreated({ traineeId, courseId, dueDate: "2031-09-30" });
const trainingId = id as TrainingId;

const untimely = deciderSpec(
  { ...training, decide: () => [RegistrationCanceled({ reason: new Date() < new Date("2100-01-01") ? "no time" : "too late" })] },
  { id, model },
);
const careless = reactionSpec((mailer: Mailer, store) =>
  welcomeMail({ send: async (mail) => void mailer.send(mail) }, store),
);

const impatient: typeof training = {
  ...training,
  decide(state, command, context) {
    if (state.status === "active" && state.videos.length === 2) throw new RangeError("two videos are enough");
    return training.decide(state, command, context);
  },
};

const failures: Record<string, () => unknown> = {
  "a property": () => deciderProperties(deciderSpec(impatient, { id, model })).forEach(({ check }) => check()),
  "other events": () => given(registration).when(StartVideo({ videoId: intro })).then(VideoStarted({ videoId: intro }), VideoStarted()),
  rejected: () => given(registration, RegistrationCanceled({ reason: "moved" })).when(StartVideo()).then(VideoStarted()),
  "other rows": () =>
    readModelSpec(trainingList)(on(trainingId, registration, VideoStarted())).thenRows([
      { trainingId, traineeId, courseId, dueDate: "2031-10-30" },
    ]),
  "not deterministic": () => untimely().when(StartVideo()).thenNothing(),
  "not awaited": () => careless(on(id, registration)).thenReacts(careless.effects.send(like({ to: traineeId }))),
};

const messages: Record<string, string> = {};
for (const [name, spec] of Object.entries(failures)) {
  try {
    await spec();
  } catch (error) {
    messages[name] = (error as Error).message;
  }
}
console.log(JSON.stringify(messages));
`;

test("the examples of the testing package's README compile and hold, and its failures are those that there are", {
  timeout: 120_000,
}, async () => {
  const page = readFileSync(README, "utf8");
  const project = temporaryProject();
  for (const file of SAMPLE) {
    project.write(`src/${file}`, readFileSync(path.join(REPOSITORY, "apps/training-sample/src", file), "utf8"));
  }
  const examples = examplesIn(page);
  for (const { file, text } of examples) project.write(file, text);
  project.write("src/failures.ts", FAILURES);
  expect((await generate({ folder: project.folder })).diagnostics).toEqual([]);
  expect(typeErrors(project)).toBe("");

  // Those on Postgres are left to the tests of projections.
  project.write("vitest.config.ts", 'export default { test: { include: ["src/**/*.spec.ts"] } };\n');
  expect(runSpecs(project)).toEqual({ passed: 20, failed: 0, todo: 0, success: true });

  const { output } = project.node(["--conditions=@factum/source", "--import", "tsx", "src/failures.ts"]);
  const messages = new Map(Object.entries(JSON.parse(output) as Record<string, string>));
  expect([...page.matchAll(/^<!-- failure: (.+) -->$/gm)].map(([, name]) => name)).toEqual([...messages.keys()]);
  expect(messages.size).toBe(6);
  const told = page.replaceAll(
    /^<!-- failure: ([^\n]+) -->\n```text\n.*?^```$/gms,
    (_, name: string) => `<!-- failure: ${name} -->\n\`\`\`text\n${messages.get(name)}\n\`\`\``,
  );
  if (process.env.UPDATE_README === "1") writeFileSync(README, told);
  else expect(page).toBe(told);
});
