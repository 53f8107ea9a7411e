import { startEmbeddedPostgres } from "@factum/testing/pg";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { runProgram } from "../terminal/run-program.js";

const SMALL = ["--races", "20", "--events", "2000"];
const NO_DATABASE = { DATABASE_URL: "" };

describe("npm run demo", () => {
  it("tells the story on an embedded Postgres, and ends well", async () => {
    const { code, output, errors } = await runProgram("demo/main.ts", SMALL, { env: NO_DATABASE });

    expect(errors).toBe("");
    expect(code).toBe(0);
    expect(output).toMatch(/20 races in .*; \d+ appends met a conflict/);
    expect(output).toMatch(/COMMITTED: version 2/);
    expect(output).toMatch(/CONFLICT: it is at version 2 now\n.*decides again, on fresh state/);
    expect(output).toMatch(/told: "This registration was canceled\."/);
    expect(output).toMatch(/holds 1 RegistrationCreated, 2 VideoStarted, 3 RegistrationCanceled\./);
    expect(output).toMatch(/stopped, 66 events of its own behind/);
    expect(output).toMatch(/caught up with 66 events, each once/);
    expect(output).toMatch(/TrainingList +100 % .* positions\/s, done in/);
    expect(output).toMatch(/ok {3}TrainingList equals a plain fold of the log \(\d+\)/);
    expect(output).toMatch(/ok {3}TrainingHistory equals a plain fold of the log \(\d+\)/);
    expect(output).toMatch(/All of it holds\./);
    expect(output).not.toContain("\u001b");
    const widths = output.split("\n").map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(100);
  });

  it("works in a schema of its own at DATABASE_URL and drops it, also after Ctrl-C", async () => {
    const server = await startEmbeddedPostgres();
    const env = { DATABASE_URL: server.connectionString };
    try {
      const whole = await runProgram("demo/main.ts", ["--races", "2", "--events", "0"], { env });
      expect(whole).toMatchObject({ code: 0, errors: "" });
      expect(whole.output).toMatch(/schema factum_demo_[0-9a-f]{8}, dropped at the end/);

      const cut = await runProgram("demo/main.ts", ["--races", "10000"], {
        env,
        onOutput: (all, interrupt) => all.includes("1  Two people") && interrupt(),
      });
      expect(cut).toMatchObject({ code: 130, errors: "\nStopped; nothing is left behind.\n" });

      expect(await schemasOf(server.connectionString)).toEqual([]);
    } finally {
      await server.stop();
    }
  });

  it("says what it cannot do", async () => {
    const wrong = await runProgram("demo/main.ts", ["--races", "none"]);
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toMatch(/--races must be a whole number/);
    const unreachable = await runProgram("demo/main.ts", [], {
      env: { DATABASE_URL: "postgres://x:secret@127.0.0.1:1/x" },
    });
    expect(unreachable.code).toBe(1);
    expect(unreachable.errors).toMatch(/^The demo could not go on: .*ECONNREFUSED/);
    expect(unreachable.errors).not.toMatch("secret");
  });
});

async function schemasOf(connectionString: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query("select nspname from pg_namespace where nspname like 'factum%'");
  await client.end();
  return rows;
}
