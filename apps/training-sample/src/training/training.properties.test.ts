import { deciderProperties } from "@factum/testing/properties";
import { describe, it } from "vitest";
import { given } from "./generated/training.testkit.js";

describe("Any training", () => {
  for (const { name, check } of deciderProperties(given)) it(name, check);
});
