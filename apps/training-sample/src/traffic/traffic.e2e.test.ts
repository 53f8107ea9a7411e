import { describe, expect, it } from "vitest";
import { runProgram } from "../terminal/run-program.js";

const env = { DATABASE_URL: "" };

describe("npm run traffic", () => {
  it("races 16 clients for 150 trainings, and the log bears out every answer", async () => {
    const args = ["--trainings", "150", "--clients", "16", "--seed", "20310517"];
    const { code, output, errors } = await runProgram("traffic/main.ts", args, { env });

    expect(errors).toBe("");
    expect(output).not.toMatch("FAIL");
    expect(code).toBe(0);
    expect(output).toMatch(/--seed 20310517 sends the same commands again/);
    expect(output).toMatch(/\d commands in .*: \d+ commands\/s/);
    expect(output).toMatch(/StartVideo( +[\d.]+){5}/);
    expect(output).toMatch(/150 {2}accepted RegistrationCreated/);
    expect(output).toMatch(/rejected RegistrationWasCanceled/);
    expect(output).toMatch(/ok {3}every accepted command is in its stream exactly once \(\d+\)/);
    expect(output).toMatch(/ok {3}a command that comes again with its key gets its first answer \([1-9]\d*\)/);
    expect(output).toMatch(/Clean\./);
    expect(output).not.toMatch("unclear");
  });

  it("holds for web and listeners as processes that are killed and restarted meanwhile", async () => {
    const args = ["--split", "--trainings", "60", "--clients", "8", "--seed", "20310518"];
    const { code, output } = await runProgram("traffic/main.ts", args, { env });

    expect(output).not.toMatch("FAIL");
    expect(code).toBe(0);
    for (const part of ["listener 1", "listener 2", "web"])
      expect(output).toMatch(`${part} was killed, and started again`);
    expect(output).toMatch("web was stopped, and started again");
    expect(output).toMatch(/Clean\./);
  });

  it("stops what it started on Ctrl-C", async () => {
    const cut = await runProgram("traffic/main.ts", ["--trainings", "100000"], {
      env,
      onOutput: (all, interrupt) => all.includes("--seed") && interrupt(),
    });
    expect(cut).toMatchObject({ code: 130, errors: "\nStopped; what was started for it is stopped as well.\n" });
  });

  it("says what it cannot do", async () => {
    const wrong = await runProgram("traffic/main.ts", ["--url", "http://127.0.0.1:3000"], { env });
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toMatch(/--url needs --database as well/);
    const nobody = ["--url", "http://127.0.0.1:1", "--database", "postgres://x@127.0.0.1:1/x"];
    const unreachable = await runProgram("traffic/main.ts", nobody, { env });
    expect(unreachable.code).toBe(1);
    expect(unreachable.errors).toMatch(/Traffic could not go on: .*ECONNREFUSED/);
  });
});
