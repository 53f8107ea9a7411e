import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { pageFiles } from "../test-support/page-files.js";
import { temporaryProject } from "../test-support/temporary-project.js";

const NODE_MODULES = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
const page = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const {
  "vitest.config.ts": vitestConfig = "",
  "src/orders.db.test.ts": orders = "",
  "run-tests.ts": runTests = "",
  "src/payments.test.ts": payments = "",
} = pageFiles(page);
const vitest = [`${NODE_MODULES}/vitest/vitest.mjs`, "run"];

describe("the README's section on embedded Postgres", () => {
  it("shows how Vitest tests on one server, and leaves nothing behind", async () => {
    const project = await temporaryProject({
      "vitest.config.ts": withSources(vitestConfig),
      "src/orders.db.test.ts": orders,
    });
    const { code, output } = await project.run(vitest);
    expect(output).toMatch(/Tests\s+2 passed/);
    expect(code).toBe(0);
    expect(await clustersIn(project.temporary)).toEqual([]);
  });

  it("shows how node:test does", async () => {
    const project = await temporaryProject({ "run-tests.ts": runTests, "src/payments.test.ts": payments });
    const { code, output } = await project.run(["run-tests.ts", "src/payments.test.ts"]);
    expect(output).toMatch(/pass 1/);
    expect(code).toBe(0);
    expect(await clustersIn(project.temporary)).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("keeps its word when a run is killed with kill -9", async () => {
    const hangs = (name: string) => `
      import { writeFileSync } from "node:fs";
      import { openTestDatabase } from "@factum/testing/pg";
      import { test } from "vitest";
      test("hangs", { timeout: 600_000 }, async () => {
        await openTestDatabase();
        writeFileSync("${name} is at work", "");
        await new Promise(() => {});
      });`;
    const project = await temporaryProject({
      "vitest.config.ts": withSources(vitestConfig),
      "src/one.test.ts": hangs("one"),
      "src/two.test.ts": hangs("two"),
    });
    const runner = project.start([...vitest, "--maxWorkers=2"]);
    const atWork = ["one is at work", "two is at work"];
    await vi.waitFor(
      async () => expect(await readdir(project.folder)).toEqual(expect.arrayContaining(atWork)),
      PATIENTLY,
    );
    expect(await clustersIn(project.temporary)).toHaveLength(1);
    runner.kill("SIGKILL");
    await vi.waitFor(async () => expect(await clustersIn(project.temporary)).toEqual([]), PATIENTLY);
  });
});

const PATIENTLY = { timeout: 30_000, interval: 20 };

/** In this repository packages are resolved to their sources, for which an installed package needs no setting. */
function withSources(config: string): string {
  const globalSetup = fileURLToPath(new URL("global-setup.ts", import.meta.url));
  const conditions =
    'resolve: { conditions: ["@factum/source"] }, ssr: { resolve: { conditions: ["@factum/source"] } }';
  return config.replace("@factum/testing/pg/global-setup", globalSetup).replace("{ test:", `{ ${conditions}, test:`);
}

async function clustersIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith("factum-pg-"));
}
