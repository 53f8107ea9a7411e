import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("The wiring in the README is code that is checked and run with all other code", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const wiring = readFileSync(new URL("./test-support/wiring.ts", import.meta.url), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${wiring}\`\`\``);
});
