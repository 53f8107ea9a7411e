import { readModelProperties } from "@factum/testing/properties";
import { describe, it } from "vitest";
import { given } from "../training/generated/training.testkit.js";
import { trainingList } from "./training-list.read-model.js";

describe("The list of any trainings", () => {
  for (const { name, check } of readModelProperties(trainingList, [given])) it(name, check);
});
