import { specCoverage } from "@factum/testing/vitest";
import { defineConfig } from "vitest/config";

const onServer = ["src/**/*.db.test.ts"];
const endToEnd = ["src/**/*.e2e.test.ts"];

// Each of these starts a server: one file at a time, and time enough for a cold start.
const heavy = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  plugins: [
    specCoverage({ threshold: { outcomes: 100, states: 100, events: 100 }, text: "brief", docs: "docs/specs" }),
  ],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.{test,spec}.ts"],
          exclude: [...onServer, ...endToEnd],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { name: "db", include: onServer, globalSetup: "@factum/testing/pg/global-setup", ...heavy },
      },
      { extends: true, test: { name: "e2e", include: endToEnd, ...heavy } },
    ],
  },
});
