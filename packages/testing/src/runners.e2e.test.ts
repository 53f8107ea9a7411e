import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// What a person sees of specs that fail, under each runner: a process of its own runs the same specs.

const folder = fileURLToPath(new URL("test-support/runners", import.meta.url));
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const source = ["--conditions=@factum/source", "--import", "tsx"];

const runners = {
  vitest: [vitest, "run", "--config", path.join(folder, "vitest.fixture.config.ts")],
  "node:test": [...source, "--test-reporter=spec", path.join(folder, "node-test.fixture.ts")],
};

describe.each(Object.entries(runners))("Specs that fail under %s", (_, args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    encoding: "utf8",
    env: {
      ...process.env,
      NO_COLOR: "1",
      FORCE_COLOR: undefined,
      CI: "1",
      VITEST: undefined,
      NODE_TEST_CONTEXT: undefined,
    },
  });
  // Runners indent messages, each in its way.
  const shown = `${stdout}\n${stderr}`.replaceAll(/^[ │]+/gm, "");

  it.each([
    [
      "other events",
      "Given\nOpened { by: 'ada' }\nClosed\nIn the state\n{ status: 'closed', visits: [ 'ada' ] }\nWhen\nOpen { by: 'eve' }\n" +
        "Expected (-), but got (+)\n- Opened { by: 'ada', visit: 'v1' }\n+ Opened { by: 'eve', visit: 'v1' }\n",
    ],
    [
      "a rejection, and why",
      '- Closed\n+ rejection IsLocked { code: 1 }\nIt was rejected because\n"This door is locked." { code: 1 }\n',
    ],
    [
      "other rows",
      "- { door: 'a', visitors: 2, last: 'ada', at: '2030-01-01T00:00:01.000Z' }\n+ { door: 'a', visitors: 1, ",
    ],
    ["other calls", "Expected DoorBell to call (-), but got (+)\n- nothing\n+ ring({ for: 'ada', idempotencyKey: "],
    ["a spec that is unfinished", "This spec is unfinished; end it with then, thenNothing or thenRejects."],
    ["a spec that nobody awaits", "This spec is asynchronous, and nobody waits for it: await or return it."],
  ])("show %s", (_what, message) => {
    expect(shown).toContain(message);
  });

  it("have their place in the spec's file, and fail the run", () => {
    expect(status).toBe(1);
    expect(shown).toMatch(/failing-specs\.ts:1\d/);
  });
});
