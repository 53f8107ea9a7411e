import { AsyncLocalStorage } from "node:async_hooks";
import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { counter } from "../test-support/counter.js";
import { count } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { createCommandHandler } from "./handle-command.js";

describe("A command that waits", () => {
  it("has the store called in the context of its own caller, not of the command that it waited for", async () => {
    const caller = new AsyncLocalStorage<string>();
    const callers: (string | undefined)[] = [];
    const store = new ProbedStore();
    const append = store.holdAppend();
    const appendAll = store.appendAll.bind(store);
    store.appendAll = (appends) => {
      callers.push(caller.getStore());
      return appendAll(appends);
    };
    const handle = createCommandHandler({ store });
    const first = caller.run("first", () => handle(counter, "a", count()));
    await append.reached;
    const second = caller.run("second", () => handle(counter, "a", count()));
    const third = caller.run("third", () => handle(counter, "a", count()));
    append.letGo();
    await Promise.all([first, second, third]);
    expect(callers).toEqual(["first", "second"]);
  });

  it("is not begun if its caller has left while its observer prepared itself", async () => {
    const abort = new AbortController();
    const store = new ProbedStore();
    const handle = createCommandHandler({
      store,
      observer: {
        around(_, handled) {
          abort.abort(new Error("The caller has gone."));
          return handled({});
        },
      },
    });
    await expect(handle(counter, "a", count(), { signal: abort.signal })).rejects.toThrow("has gone");
    expect(await store.safePosition()).toBe(0);
  });

  it("listens to its caller's signal no longer than it waits", async () => {
    const { signal } = new AbortController();
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const handled = handle(counter, "a", count(), { signal });
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await handled;
    store.beforeAppend(() => Promise.reject(new Error("The disk is full.")));
    await expect(handle(counter, "a", count(), { signal })).rejects.toThrow("The disk is full.");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});
