import { test } from "node:test";
import { failingSpecs } from "./failing-specs.js";

for (const [name, spec] of Object.entries(failingSpecs)) void test(name, spec as () => void);
