import path from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "./run.js";
import { filesIn, folderWith, smallTemplates } from "./test-support/small-template.js";
import { readVersion } from "./version.js";

/** Runs the command in an empty folder; `answers` makes it a terminal with a person before it. */
async function runIn(
  args: readonly string[],
  { answers, installs = true }: { answers?: readonly string[]; installs?: boolean } = {},
) {
  const cwd = folderWith();
  const said = { out: "", err: "", questions: [] as string[], installed: [] as string[] };
  const left = [...(answers ?? [])];
  const code = await run(args, {
    cwd,
    templates: smallTemplates(),
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    install: async (folder) => {
      said.installed.push(path.relative(cwd, folder));
      return installs;
    },
    ...(answers === undefined
      ? {}
      : {
          ask: async (question: string) => {
            said.questions.push(question);
            return left.shift() ?? "";
          },
        }),
  });
  return { code, ...said, files: filesIn(cwd) };
}

describe("create-factum", () => {
  it("asks nobody where nobody is there: with the sample, installed", async () => {
    const { code, out, err, files, installed } = await runIn(["shop"]);
    expect([code, err, installed]).toEqual([0, "", ["shop"]]);
    expect(files["shop/src/main.ts"]).toContain("shop is sample");
    expect(out).toContain("Next:\n\n    cd shop\n    npm start");
    expect(out).not.toContain("npm install");
  });

  it.each(["--empty", "--without-sample"])("makes it without the sample: %s", async (flag) => {
    const { files, installed, out } = await runIn(["shop", flag, "--no-install"]);
    expect(files["shop/src/main.ts"]).toContain("shop is empty");
    expect(installed).toEqual([]);
    expect(out).toContain("    cd shop\n    npm install\n    npm start");
  });

  it("asks a person for what the options leave open", async () => {
    const { questions, files, installed } = await runIn([], { answers: [" shop ", "n", "No"] });
    expect(questions).toEqual([
      "What is the application's name? ",
      "With the sample, trainings and their pages? [Y/n] ",
      "Install its packages now, with npm? [Y/n] ",
    ]);
    expect(files["shop/src/main.ts"]).toContain("shop is empty");
    expect(installed).toEqual([]);
  });

  it("takes no answer for yes, and asks for nothing that was said", async () => {
    const { questions, files, installed } = await runIn(["shop", "--sample"], { answers: [""] });
    expect(questions).toHaveLength(1);
    expect(files["shop/src/main.ts"]).toContain("shop is sample");
    expect(installed).toEqual(["shop"]);
    expect((await runIn(["shop", "--empty", "--install"], { answers: [] })).questions).toEqual([]);
  });

  it("keeps the application when its packages cannot be installed, and says so", async () => {
    const { code, err, out, files } = await runIn(["shop"], { installs: false });
    expect(code).toBe(1);
    expect(err).toContain("npm install did not work; the application is complete");
    expect(out).toContain("    npm install\n");
    expect(files).toHaveProperty("shop/package.json");
  });

  it.each([
    [["My Shop"], '"My Shop" cannot be the name of an application.'],
    [[""], "There is no name. Give one: npm create factum my-app"],
    [[], "There is no name."],
    [["/tmp/shop"], "is a path, not a name"],
    [["shop", "--what"], "Unknown option '--what'"],
  ])("refuses %j in one line, and writes nothing", async (args, message) => {
    const { code, err, out, files, installed } = await runIn(args);
    expect([code, out, files, installed]).toEqual([1, "", {}, []]);
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain("\n");
  });

  it("has help, and a version", async () => {
    expect(await runIn(["--help"])).toMatchObject({ code: 0, files: {}, out: expect.stringContaining("--empty") });
    expect(await runIn(["--version", "x"])).toMatchObject({ code: 0, files: {}, out: `${readVersion()}\n` });
  });
});
