import { describe, expect, it } from "vitest";
import { MemoryOutcomeStore } from "../memory/memory-outcome-store.js";
import { counter } from "../test-support/counter.js";
import { close, count } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";

describe("Where outcomes are remembered", () => {
  it("commands with and without an id are decided in the order in which they were issued", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, rememberOutcomes: new MemoryOutcomeStore(store) });
    const counts = handle(counter, "a", count(), { commandId: uuidv7() });
    const closes = handle(counter, "a", close);
    expect(await counts).toMatchObject({ accepted: true, version: 1 });
    expect(await closes).toMatchObject({ accepted: true, version: 2 });
  });

  it("a command can leave while its outcome is looked up", async () => {
    const store = new ProbedStore();
    const outcomes = new MemoryOutcomeStore(store);
    const abort = new AbortController();
    let lookUp = () => {};
    const lookedUp = new Promise<undefined>((resolve) => {
      lookUp = () => resolve(undefined);
    });
    outcomes.find = () => lookedUp;
    const handle = createCommandHandler({ store, rememberOutcomes: outcomes });
    const handled = handle(counter, "a", count(), { commandId: uuidv7(), signal: abort.signal });
    abort.abort(new Error("the caller has gone"));
    await expect(handled).rejects.toThrow("the caller has gone");
    lookUp();
    await handle(counter, "a", count());
    expect(await store.safePosition()).toBe(1);
  });
});
