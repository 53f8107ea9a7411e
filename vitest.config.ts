import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Packages resolve each other's sources, so that a test needs no build first. Everything else is resolved as Node does it:
// "module" is a word of bundlers, and what it leads to may not run without one (@opentelemetry/api).
const source = "@factum/source";
const asInNode = (conditions: readonly string[]) => [source, ...conditions.filter((name) => name !== "module")];

const tests = ["scripts/**/*.test.ts", "packages/*/src/**/*.test.ts", "apps/*/src/**/*.{test,spec}.ts"];
// On a real server: Postgres, which npm brings along, or RabbitMQ, without which its tests are skipped.
const onServer = ["packages/*/src/**/*.{db,rabbit}.test.ts", "apps/*/src/**/*.db.test.ts"];
const stress = ["packages/*/src/**/*.stress.test.ts", "apps/*/src/**/*.stress.test.ts"];
const endToEnd = ["packages/*/src/**/*.e2e.test.ts", "apps/*/src/**/*.e2e.test.ts"];

// Each of these starts a server or measures one: one file at a time, and time enough for a cold start.
const heavy = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

// One for each core; left to itself one core would be kept free, which on a machine with two is half of it. A test that waits
// for a child process of its own leaves the core to another one.
const parallel = { maxWorkers: "100%", testTimeout: 20_000 };

const results = process.env.FACTUM_TEST_RESULTS;

export default defineConfig({
  resolve: { conditions: asInNode(defaultClientConditions) },
  ssr: { resolve: { conditions: asInNode(defaultServerConditions) } },
  test: {
    // CI counts the tests from this file; see .ci/run.
    ...(results === undefined ? {} : { reporters: ["default", ["json", { outputFile: results }]] }),
    projects: [
      {
        extends: true,
        test: { name: "unit", include: tests, exclude: [...onServer, ...stress, ...endToEnd], ...parallel },
      },
      { extends: true, test: { name: "db", include: onServer, ...heavy } },
      { extends: true, test: { name: "stress", include: stress, ...heavy } },
      { extends: true, test: { name: "e2e", include: endToEnd, ...heavy } },
    ],
  },
});
