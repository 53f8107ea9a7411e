import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { type CliProject, cliProject, MODEL } from "../../test-support/cli-project.js";

const SLOW = { timeout: 60_000 };
const COMMAND = fileURLToPath(new URL("../../bin/factum.js", import.meta.url));

interface Watching {
  readonly child: ChildProcess;
  /** Resolves when this text was printed, on one stream, behind where the last one on it ended. */
  printed(text: string): Promise<string>;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

function watching(project: CliProject, ...args: readonly string[]): Watching {
  const child = spawn(process.execPath, [COMMAND, "generate", "--watch", ...args], { cwd: project.folder });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  // Two pipes: what was printed first on one may come after what was printed later on the other.
  const streams = [child.stdout, child.stderr].map((stream) => ({ stream, output: "", from: 0 }));
  let look = () => {};
  for (const each of streams) {
    each.stream.setEncoding("utf8").on("data", (text: string) => {
      each.output += text;
      look();
    });
  }
  return {
    child,
    printed: (text) =>
      new Promise((resolve) => {
        look = () => {
          for (const each of streams) {
            const at = each.output.indexOf(text, each.from);
            if (at === -1) continue;
            each.from = at + text.length;
            resolve(each.output);
            return;
          }
        };
        look();
      }),
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

test("--watch generates at once, after a save, and says what is wrong while it is", SLOW, async () => {
  const project = cliProject();
  const { printed } = watching(project);
  await printed("Watching src. Ctrl-C ends it.\n");
  await printed("created src/generated/job.types.ts\n");
  await printed("OK: 1 model, 5 written");
  await printed("; 2 entries of the lock wait for `npx factum generate`.\n");

  project.write("src/job.model.ts", MODEL.replace('["Finished"]', '["Finishd"]'));
  await printed('error F1201: Finish emits "Finishd", which is no event of Job.');
  await printed('Did you mean "Finished"?');
  await printed("1 error in 1 model, nothing was written.\n");

  project.write("src/job.model.ts", MODEL.replace("Finish:", "Close: { data: {}, emits: [] }, Finish:"));
  await printed("updated src/generated/job.types.ts\n");
  await printed(
    "src/job.decider.ts:5 warning F1701: Job.Close has no handler in `decide`. `npx factum generate --fix`",
  );
  await printed("OK: 1 model, 1 warning, 3 written");

  const decider = project.read("src/job.decider.ts");
  project.write("src/job.decider.ts", decider.replace("decide: {", "decide: { Close: () => [],"));
  await printed("OK: 1 model; 2 entries of the lock wait for `npx factum generate`.\n");

  expect(project.factum("generate", "--check")).toMatchObject({ code: 2 });
  expect(project.factum("generate").out).toContain("created factum.lock/Job.json\n");
  await printed("OK: 1 model.\n");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends --watch with code 0", SLOW, async (signal) => {
  const { printed, end } = watching(cliProject());
  await printed("OK: 1 model");
  expect(await end(signal)).toBe(0);
});

test.each([["--check"], ["--fix"], ["--format=json"], ["--relock=Job"]])(
  "--watch and %s exclude each other",
  SLOW,
  (option) => {
    const { code, out, err } = cliProject().factum("generate", "--watch", option);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("option '--watch' cannot be used with option '--");
  },
);

test("a folder without src is told at once", SLOW, () => {
  const project = cliProject();
  expect(project.factum("generate", "--watch", "nowhere").err).toContain("There is no folder src in");
});
