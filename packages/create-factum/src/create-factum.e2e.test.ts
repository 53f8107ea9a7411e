import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, startApp } from "./test-support/child.js";

// Everything as a person gets it: packed, installed, and used in a folder that knows nothing of this repository.

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "create-factum-"));
// Where the tests run as root, Postgres does not, and has to get in.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const START = ["--import", "tsx", "src/main.ts"];

beforeAll(async () => {
  await run(repository, "npm", ["run", "build"]);
  const packages = readdirSync(path.join(repository, "packages")).map((name) => `./packages/${name}`);
  mkdirSync(path.join(folder, "packed"));
  await run(repository, "npm", ["pack", "--pack-destination", path.join(folder, "packed"), ...packages]);

  const tarballs = readdirSync(path.join(folder, "packed")).filter((file) =>
    /^(create-factum|factum-core)-/.test(file),
  );
  mkdirSync(path.join(folder, "tool"));
  writeFileSync(path.join(folder, "tool/package.json"), '{ "private": true }');
  const files = tarballs.map((file) => path.join(folder, "packed", file));
  await run(path.join(folder, "tool"), "npm", ["install", ...files]);
});

function createFactum(...args: string[]): Promise<string> {
  const command = path.join(folder, "tool/node_modules/create-factum/bin/create-factum.js");
  return run(folder, process.execPath, [command, ...args, "--packages", "packed"]);
}

describe("create-factum, packed", () => {
  const shop = path.join(folder, "shop");
  const inShop = (command: string, ...args: string[]) => run(shop, command, args);

  it("makes the sample as an application that starts, grows and is tested", async () => {
    expect(await createFactum("shop")).toContain("Next:\n\n    cd shop\n    npm start");
    expect(readdirSync(folder).sort()).toEqual(["packed", "shop", "tool"]);
    // The lock file is there, and fits.
    await inShop("npm", "ci", "--dry-run");

    const url = await startApp(shop, process.execPath, START);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${url}/api/openapi.json`)).json()).toMatchObject({ info: { title: "shop" } });

    // What is generated is up to date under the new name, too.
    await inShop("npx", "--no", "factum", "docs", "--check");
    expect(await inShop("npx", "--no", "factum", "add", "aggregate", "Loan", "due:date")).toContain("loan.spec.ts");
    await inShop("npx", "--no", "factum", "generate", "--check");
    await inShop("npm", "run", "typecheck");
    const tested = await inShop(
      "npx",
      "--no",
      "vitest",
      "run",
      "--project",
      "unit",
      "loan.spec",
      "training.spec",
      "deployment",
    );
    expect(tested).toMatch(/✓ .*src\/loan\/loan\.spec\.ts/);
  });

  it("makes an empty one, with one aggregate, that starts and is tested", async () => {
    await createFactum("tiny", "--empty", "--no-install");
    const tiny = path.join(folder, "tiny");
    // It uses a part of what the other one has installed.
    expect(existsSync(path.join(shop, "node_modules"))).toBe(true);
    symlinkSync(path.join(shop, "node_modules"), path.join(tiny, "node_modules"), "junction");
    expect(await run(tiny, "npm", ["test"])).toMatch(/Tests +16 passed/);

    const url = await startApp(tiny, process.execPath, START);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const task = `${url}/tasks/01985a3e-0001-7000-8000-000000000001`;
    const body = '{"title":"Write a model"}';
    expect((await fetch(`${task}/create`, { method: "POST", body })).status).toBe(200);
    expect((await fetch(`${task}/create`, { method: "POST", body })).status).toBe(409);
    expect(await (await fetch(task)).json()).toEqual({ status: "active", title: "Write a model", version: 1 });
  });
});
