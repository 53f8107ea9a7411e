import { describe, expect, it, vi } from "vitest";
import type { AnyOutcome, ObservedCommand } from "../ports/command-observer.js";
import type { EventMetadata } from "../ports/event-store.js";
import { counter } from "../test-support/counter.js";
import { close, count, counted } from "../test-support/counter-commands.js";
import { fromAToB, move, moving } from "../test-support/move.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";

type Around = (
  command: ObservedCommand,
  handle: (metadata: EventMetadata) => Promise<AnyOutcome>,
) => Promise<AnyOutcome>;

const observed = (around: Around) => {
  const store = new ProbedStore();
  return { store, handle: createCommandHandler({ store, observer: { around } }) };
};
const metadataIn = async (store: ProbedStore) =>
  (await store.readBatch({ after: 0, upTo: 10, limit: 10 })).map(({ metadata }) => metadata);

describe("Around a command, an observer", () => {
  it("is told what it is: of one stream, or a joint decision on several", async () => {
    const commands: ObservedCommand[] = [];
    const { store, handle } = observed((command, go) => {
      commands.push(command);
      return go({});
    });
    await store.rival("counter-a", counted(5));
    const commandId = uuidv7();
    await handle(counter, "a", count(), { commandId });
    await handle.together(moving, fromAToB, move(2));
    expect(commands).toEqual([
      { aggregate: "Counter", command: "Count", streamIds: ["counter-a"], commandId },
      { aggregate: "Moving", command: "Move", streamIds: ["counter-a", "counter-b"], commandId: undefined },
    ]);
  });

  it("adds to the metadata of every event, behind what the command's caller said", async () => {
    const { store, handle } = observed((_, go) => go({ traceparent: "00-1", actor: "nobody" }));
    await handle(counter, "a", count(5), { actor: "ada" });
    await handle.together(moving, fromAToB, move(2), { metadata: { traceparent: "00-2" } });
    const moved = { traceparent: "00-2", actor: "nobody" };
    expect(await metadataIn(store)).toEqual([{ traceparent: "00-1", actor: "ada" }, moved, moved]);
  });

  it("gets what the command comes to, and hands it on: outcomes and errors", async () => {
    const seen: unknown[] = [];
    const { store, handle } = observed(async (_, go) => {
      try {
        const outcome = await go({});
        seen.push(outcome);
        return outcome;
      } catch (error) {
        seen.push(error);
        throw error;
      }
    });
    const answers = [await handle(counter, "a", close), await handle(counter, "a", count())];
    store.beforeAppend(() => Promise.reject(new Error("The disk is full.")));
    answers.push(await handle(counter, "a", close).catch((error) => error));
    expect(seen).toEqual(answers);
    expect(answers).toMatchObject([{ accepted: true }, { accepted: false }, { message: "The disk is full." }]);
  });

  it("is not asked about commands that are not valid, nor about those whose caller has left", async () => {
    const around = vi.fn<Around>((_, go) => go({}));
    const { handle } = observed(around);
    await expect(handle(counter, "", count())).rejects.toMatchObject({ code: "invalid-data" });
    await expect(handle(counter, "a".repeat(1_000), count())).rejects.toMatchObject({ code: "invalid-data" });
    const signal = AbortSignal.abort(new Error("The caller has gone."));
    await expect(handle(counter, "a", count(), { signal })).rejects.toThrow("has gone");
    await expect(handle.together(moving, { from: "a", to: "a" }, move(1))).rejects.toMatchObject({
      code: "invalid-data",
    });
    await expect(handle(counter, "a", count(), { actor: "\0" })).rejects.toMatchObject({ code: "invalid-data" });
    expect(around).not.toHaveBeenCalled();
  });
});
