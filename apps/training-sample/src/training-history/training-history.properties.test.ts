import { readModelProperties } from "@factum/testing/properties";
import { describe, it } from "vitest";
import { given } from "../training/generated/training.testkit.js";
import { trainingHistory } from "./training-history.read-model.js";

describe("The history of any trainings", () => {
  for (const { name, check } of readModelProperties(trainingHistory, [given])) it(name, check);
});
