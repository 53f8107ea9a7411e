import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

// What `npm run mutation` judges mutants by: the unit tests and specs that stand beside the mutated code, each of them again and again.
const { projects: _, ...test } = base.test ?? {};

export default mergeConfig(
  { ...base, test },
  defineConfig({
    test: {
      include: [
        "packages/core/src/{decider,codec,command,listener}/*.test.ts",
        "apps/training-sample/src/training*/*.spec.ts",
      ],
      exclude: ["**/*.{stress,property}.test.ts"],
    },
  }),
);
