import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { close, givenDoor } from "./test-support/door.js";

const program = (statement: string) => `
  import { close, givenDoor, on, opened, visitors } from "./test-support/door.ts";
  import { readModelSpec } from "./read-model-spec.ts";
  ${statement}
`;

/** Runs a statement in a process of its own, since the failure is one that nothing can catch. */
function run(statement: string) {
  const options = [
    "--conditions=@factum/source",
    "--import",
    "tsx",
    "--input-type=module",
    "--eval",
    program(statement),
  ];
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("An unfinished spec", () => {
  it("of a decider fails the run", { timeout: 30_000 }, () => {
    const { status, stderr } = run("givenDoor()(opened({ by: 'ada' })).when(close);");
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      "This spec is unfinished; end it with then, thenNothing or thenRejects.\n\n" +
        "Given\n  Opened { by: 'ada' }\nIn the state\n  { status: 'open', visits: [ 'ada' ] }\nWhen\n  Close\n",
    );
  });

  it("of a read model fails the run", { timeout: 30_000 }, () => {
    const { status, stderr } = run("readModelSpec(visitors)(on('a', opened({ by: 'ada' })));");
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      "This spec is unfinished; end it with thenRows or thenRow.\n\nGiven\n  1. door-a: Opened { by: 'ada' }\n",
    );
  });

  it("fails a run of node:test too, which takes no error after the test for a failure", { timeout: 30_000 }, () => {
    const { status, stdout } = run(`
      import { test } from "node:test";
      test("unfinished", () => { givenDoor()().when(close); });
    `);
    expect(status).not.toBe(0);
    expect(stdout).toContain("This spec is unfinished; end it with then, thenNothing or thenRejects.");
  });

  it("is no other than a finished one that holds, or a beginning that others share", { timeout: 30_000 }, () => {
    const { status, stderr } = run("givenDoor()(opened({ by: 'ada' })); givenDoor()().when(close).thenNothing();");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("that is awaited fails with a word on why", () => {
    // What `await` does to anything that has a `then`.
    const awaited = givenDoor()().when(close) as unknown as PromiseLike<void>;
    expect(() => awaited.then(() => {})).toThrow(
      "A spec is synchronous: do not await or return it before its then, thenNothing or thenRejects.",
    );
  });
});
