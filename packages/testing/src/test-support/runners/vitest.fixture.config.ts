import { defineConfig } from "vitest/config";

const conditions = ["@factum/source", "node", "import", "default"];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ["vitest.fixture.ts"], watch: false },
});
