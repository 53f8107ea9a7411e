import { expect, it } from "vitest";
import { Disturbances } from "./disturbances.js";

it("disturbances happen in the course of the work, one after another, and whoever waits hears of them", async () => {
  const happened: string[] = [];
  const disturb = ["a", "b", "c"].map((what) => ({ what, happen: async () => void happened.push(what) }));
  const disturbances = new Disturbances(disturb, 100);
  disturbances.reach(24);
  expect(await disturbances.done()).toEqual([]);
  disturbances.reach(25);
  disturbances.reach(80);
  expect(await disturbances.done()).toEqual([
    "a, after 25 trainings",
    "b, after 80 trainings",
    "c, after 80 trainings",
  ]);
  expect(happened).toEqual(["a", "b", "c"]);
});

it("a disturbance that fails fails the run", async () => {
  const disturbances = new Disturbances([{ what: "a", happen: () => Promise.reject(new Error("It is gone.")) }], 1);
  disturbances.reach(1);
  await expect(disturbances.done()).rejects.toThrow("It is gone.");
});
