import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { type CliProject, cliProject, MODEL } from "../../test-support/cli-project.js";

const SLOW = { timeout: 60_000 };
const COMMAND = fileURLToPath(new URL("../../bin/factum.js", import.meta.url));

interface Watching {
  readonly child: ChildProcess;
  /** Resolves with all that was printed when it has this text, from where the last one ended. */
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
  let output = "";
  let from = 0;
  let look = () => {};
  const add = (text: string) => {
    output += text;
    look();
  };
  child.stdout.setEncoding("utf8").on("data", add);
  child.stderr.setEncoding("utf8").on("data", add);
  return {
    child,
    printed: (text) =>
      new Promise((resolve) => {
        look = () => {
          const at = output.indexOf(text, from);
          if (at === -1) return;
          from = at + text.length;
          resolve(output);
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
  await printed("OK: 1 model, 4 written");

  project.write("src/job.model.ts", MODEL.replace('["Finished"]', '["Finishd"]'));
  await printed('error F1201: Finish emits "Finishd", which is no event of Job.');
  await printed('Did you mean "Finished"?');
  await printed("1 error in 1 model, nothing was written.\n");

  project.write("src/job.model.ts", MODEL.replaceAll("Finished", "Ended"));
  await printed("updated src/generated/job.types.ts\n");
  await printed("OK: 1 model, 3 written");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends --watch with code 0", SLOW, async (signal) => {
  const { printed, end } = watching(cliProject());
  await printed("OK: 1 model");
  expect(await end(signal)).toBe(0);
});

test("--watch and --check exclude each other; a folder without src is told at once", SLOW, () => {
  const project = cliProject();
  expect(project.factum("generate", "--watch", "--check")).toMatchObject({ code: 1, out: "" });
  expect(project.factum("generate", "--watch", "nowhere").err).toContain("There is no folder src in");
});
