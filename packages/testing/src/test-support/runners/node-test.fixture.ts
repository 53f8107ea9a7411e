import { test } from "node:test";
import { failingSpecs } from "./failing-specs.js";

for (const [name, spec] of Object.entries(failingSpecs)) test(name, spec as () => void);
