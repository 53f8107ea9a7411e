import { expect, test } from "vitest";
import { run } from "./run.js";
import { readVersion } from "./version.js";

async function factum(...args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

test("--version prints the package's version", async () => {
  expect(await factum("--version")).toEqual({ code: 0, out: `${readVersion()}\n`, err: "" });
});

test("--help lists the verbs, a verb's --help shows examples", async () => {
  expect((await factum("--help")).out).toContain("generate");
  const help = await factum("generate", "--help");
  expect(help).toMatchObject({ code: 0, err: "" });
  expect(help.out).toContain("$ factum generate --check");
  expect((await factum("docs", "--help")).out).toContain("$ factum docs --check");
  expect((await factum("check", "--help")).out).toContain("$ factum check --from 1200001");
});

test("without a verb there is help, and code 1", async () => {
  const { code, err } = await factum();
  expect(code).toBe(1);
  expect(err).toContain("Usage: factum");
});

test("an unknown verb is named, with the one that was meant", async () => {
  const { code, err } = await factum("genrate");
  expect(code).toBe(1);
  expect(err).toContain("unknown command 'genrate'");
  expect(err).toContain("Did you mean generate?");
});

test("an unknown option is named", async () => {
  const { code, err } = await factum("generate", "--chek");
  expect(code).toBe(1);
  expect(err).toContain("unknown option '--chek'");
});

test.each([
  [["generat"], "Run `factum --help` to see what there is."],
  [["add", "agregate"], "Run `factum add --help` to see what there is."],
  [["add", "read-model", "List"], "Run `factum add read-model --help` to see how."],
  [["generate", "--chek"], "Run `factum generate --help` to see how."],
])("what was called wrongly says where its own help is: %j", async (args, pointer) => {
  expect((await factum(...args)).err).toContain(pointer);
});
