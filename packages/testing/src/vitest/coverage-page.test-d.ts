// vitest.config.ts
import { specCoverage } from "@factum/testing/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    specCoverage({
      threshold: { outcomes: 100, states: 100, events: 100 },
      ignore: [
        {
          aggregate: "Door",
          command: "Lock",
          outcome: "Closed",
          because: "Doors without a key are not sold any more.",
        },
      ],
      html: "coverage/specs.html",
      docs: "docs/specs",
    }),
  ],
});
