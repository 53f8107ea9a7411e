import { test } from "vitest";
import { failingSpecs } from "./failing-specs.js";

for (const [name, spec] of Object.entries(failingSpecs)) test(name, spec);
