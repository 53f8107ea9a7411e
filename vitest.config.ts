import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Packages resolve each other's sources, so that a test needs no build first.
const source = "@factum/source";

const tests = ["scripts/**/*.test.ts", "packages/*/src/**/*.test.ts", "apps/*/src/**/*.{test,spec}.ts"];
const onDatabase = ["packages/*/src/**/*.db.test.ts", "apps/*/src/**/*.db.test.ts"];
const stress = ["packages/*/src/**/*.stress.test.ts", "apps/*/src/**/*.stress.test.ts"];
const endToEnd = ["packages/*/src/**/*.e2e.test.ts", "apps/*/src/**/*.e2e.test.ts"];

// Each of these starts a server or measures one: one file at a time, and time enough for a cold start.
const heavy = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

const results = process.env.FACTUM_TEST_RESULTS;

export default defineConfig({
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
  test: {
    // CI counts the tests from this file; see .ci/run.
    ...(results === undefined ? {} : { reporters: ["default", ["json", { outputFile: results }]] }),
    projects: [
      { extends: true, test: { name: "unit", include: tests, exclude: [...onDatabase, ...stress, ...endToEnd] } },
      { extends: true, test: { name: "db", include: onDatabase, ...heavy } },
      { extends: true, test: { name: "stress", include: stress, ...heavy } },
      { extends: true, test: { name: "e2e", include: endToEnd, ...heavy } },
    ],
  },
});
