import type { Append, EventStore } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { newEvents, newStream, readAll } from "./make.js";

/** Appends that are withdrawn before they are sent, and not after. */
export function signalTests(store: () => EventStore): void {
  describe("a signal", () => {
    const ways: Record<string, (append: Append, signal: AbortSignal) => Promise<unknown>> = {
      append: (append, signal) => store().append(append, { signal }),
      appendAll: (append, signal) =>
        store().appendAll([append, { streamId: newStream(), expectedVersion: 0, events: [] }], { signal }),
    };

    for (const [name, send] of Object.entries(ways)) {
      it(`that is aborted already makes ${name} reject with its reason, and stores nothing`, async () => {
        const append = newAppend();
        const reason = new Error("Nobody waits any more.");
        await expect(send(append, AbortSignal.abort(reason))).rejects.toBe(reason);
        expect(await readAll(store(), append.streamId)).toEqual([]);
        expect(await store().append(append)).toMatchObject({ status: "stored", version: 1 });
      });

      it(`that is aborted before ${name} has returned withdraws it altogether or not at all, and nothing else`, async () => {
        for (let round = 0; round < 20; round++) {
          const controller = new AbortController();
          const [first, withdrawn, last] = [newAppend(), newAppend(), newAppend()];
          const sent = Promise.allSettled([
            store().append(first),
            send(withdrawn, controller.signal),
            store().append(last),
          ]);
          for (let turn = 0; turn < round; turn++) await Promise.resolve();
          controller.abort("too late?");

          const [one, two, three] = await sent;
          expect([one, three]).toMatchObject([{ value: { status: "stored" } }, { value: { status: "stored" } }]);
          const stored = await readAll(store(), withdrawn.streamId);
          if (two.status === "fulfilled") expect(stored).toHaveLength(1);
          else expect([two.reason, stored]).toEqual(["too late?", []]);
        }
      });

      it(`that is aborted after ${name} has returned changes nothing`, async () => {
        const controller = new AbortController();
        const append = newAppend();
        await send(append, controller.signal);
        controller.abort();
        expect(await readAll(store(), append.streamId)).toHaveLength(1);
      });
    }
  });
}

function newAppend(): Append {
  return { streamId: newStream(), expectedVersion: 0, events: newEvents(1) };
}
