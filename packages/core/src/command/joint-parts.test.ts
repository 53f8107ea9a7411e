import { describe, expect, it } from "vitest";
import { counted, noWait } from "../test-support/counter-commands.js";
import { fromAToB, move, moving } from "../test-support/move.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { createCommandHandler } from "./handle-command.js";

const readsOf = ({ reads }: ProbedStore, id: string) =>
  reads.filter(({ streamId }) => streamId === `counter-${id}`).map(({ fromVersion }) => fromVersion);

describe("The streams of a joint decision", () => {
  it("are read only behind what is known of them when another writer was faster on one", async () => {
    const store = new ProbedStore();
    await store.rival("counter-a", counted(5));
    await store.rival("counter-b", counted(5), counted(5));
    store.race("counter-a", counted(1));
    const { together } = createCommandHandler({ store, retry: noWait });
    await together(moving, fromAToB, move(2));
    expect(readsOf(store, "a")).toEqual([1, 2]);
    expect(readsOf(store, "b")).toEqual([1, 3]);
  });

  it("are read from their beginning again if a connection was lost between two attempts", async () => {
    const store = new ProbedStore();
    await store.rival("counter-a", counted(5));
    store.race("counter-a", counted(1));
    const observer = { conflicted: () => store.interrupt() };
    const { together } = createCommandHandler({ store, retry: noWait, observer });
    await together(moving, fromAToB, move(2));
    expect(readsOf(store, "a")).toEqual([1, 1]);
  });
});
