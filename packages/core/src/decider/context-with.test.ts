import { expect, it } from "vitest";
import { contextWith } from "./context-with.js";

const context = { id: "a", version: 1, now: "2030-01-01T00:00:00.000Z", actor: undefined, newId: () => "1" };
const event = { Opened: (data: { readonly by: string }) => ({ type: "Opened", data }) };
const reject = { IsOpen: () => ({ kind: "rejection", name: "IsOpen" }) };

it("A context gets a command's constructors, as they are", () => {
  expect(contextWith(context, { event, reject })).toStrictEqual({ ...context, event, reject });
});

it("Who watches a decision is told of every event that it builds, and the decision does not see who", () => {
  const built: unknown[] = [];
  const watched = contextWith({ ...context, onEventBuilt: (each) => built.push(each) }, { event, reject });
  const opened = watched.event.Opened({ by: "ada" });
  expect(opened).toEqual({ type: "Opened", data: { by: "ada" } });
  expect(built).toEqual([opened]);
  expect(Object.keys(watched)).toEqual(["id", "version", "now", "actor", "newId", "event", "reject"]);
});
