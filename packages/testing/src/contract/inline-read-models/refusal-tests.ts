import type { NewEvent } from "@factum/core";
import { expect } from "vitest";
import { newEvent, newStream, readAll, statusesOf } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { appendOf, BROKEN, type InlineModels, newAccount, paid, rowsWith, type Stores } from "./make.js";

export function refusalTests(models: InlineModels, stores: () => Stores): void {
  const { balances, branches } = models;

  describe("an event that an inline read model cannot handle", () => {
    const cases: readonly [string, string, (branch: string) => NewEvent, RegExp][] = [
      ["whose handler throws", "Balances", BROKEN.throwing, /Nobody can handle this/],
      ["whose row does not fit its table", "Balances", BROKEN.misfit, /cents/],
      ["whose handler throws in the second read model", "Branches", BROKEN.throwingInBranches, /takes no money/],
    ];

    it.each(cases)("is refused, and named with the read model: one %s", async (_, readModel, broken, says) => {
      const { streamId, account, branch } = newAccount(models);
      const event = broken(branch);
      const refused = stores().events.append(appendOf(streamId, event));
      await expect(refused).rejects.toMatchObject({
        code: "inline-read-model",
        readModel,
        streamId,
        eventType: event.type,
        message: expect.stringMatching(says),
      });
      expect(await readAll(stores().events, streamId)).toEqual([]);
      expect(await rowsWith(stores(), balances, { account })).toEqual([]);
      expect(await rowsWith(stores(), branches, { branch })).toEqual([]);
    });

    it("takes the events before it and behind it along, and leaves the rows as they were", async () => {
      const { streamId, account, branch } = newAccount(models);
      await stores().events.append(appendOf(streamId, paid(branch, 5)));
      const append = { streamId, expectedVersion: 1, events: [paid(branch, 7), BROKEN.throwing(), paid(branch, 9)] };
      await expect(stores().events.append(append)).rejects.toMatchObject({ code: "inline-read-model" });
      expect(await readAll(stores().events, streamId)).toHaveLength(1);
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 5, payments: 1 }]);
      expect(await rowsWith(stores(), branches, { branch })).toMatchObject([{ cents: 5, payments: 1 }]);
    });

    it("takes all streams of its append along", async () => {
      const [one, two] = [newAccount(models), newAccount(models)];
      const elsewhere = newStream("elsewhere");
      const refused = stores().events.appendAll([
        appendOf(one.streamId, paid(one.branch, 5)),
        appendOf(elsewhere, paid(one.branch, 5)),
        appendOf(two.streamId, BROKEN.throwing()),
      ]);
      await expect(refused).rejects.toMatchObject({ code: "inline-read-model", streamId: two.streamId });
      for (const streamId of [one.streamId, two.streamId, elsewhere]) {
        expect(await readAll(stores().events, streamId)).toEqual([]);
      }
      expect(await rowsWith(stores(), balances, { account: one.account })).toEqual([]);
    });

    it("takes no append of somebody else along, and keeps none from being stored later", async () => {
      const accounts = Array.from({ length: 12 }, () => newAccount(models));
      const results = await Promise.allSettled(
        accounts.map(({ streamId, branch }, index) =>
          stores().events.append(appendOf(streamId, index % 3 === 0 ? BROKEN.throwing() : paid(branch, 5))),
        ),
      );
      expect(results.map(({ status }) => status)).toEqual(
        accounts.map((_, index) => (index % 3 === 0 ? "rejected" : "fulfilled")),
      );
      const again = await Promise.all(
        accounts.map(({ streamId, branch }) => stores().events.append(appendOf(streamId, paid(branch, 5)))),
      );
      expect(statusesOf(again)).toEqual(accounts.map((_, index) => (index % 3 === 0 ? "stored 1" : "stored 2")));
      for (const [index, { account }] of accounts.entries()) {
        const cents = index % 3 === 0 ? 5 : 10;
        expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents }]);
      }
    });

    it.each(["position", "time"])("is one whose key hangs on what the store adds to it: its %s", async (by) => {
      const { streamId } = newAccount(models);
      for (const expectedVersion of [0, "any"] as const) {
        const append = { streamId, expectedVersion, events: [newEvent({ by }, "Placed")] };
        await expect(stores().events.append(append)).rejects.toMatchObject({ code: "inline-key", table: "Places" });
      }
      expect(await readAll(stores().events, streamId)).toEqual([]);
    });

    it("is none whose key hangs on a version that the append names", async () => {
      const { streamId } = newAccount(models);
      const append = { streamId, expectedVersion: 0, events: [newEvent({ by: "version" }, "Placed")] };
      expect(statusesOf([await stores().events.append(append)])).toEqual(["stored 1"]);
      expect(await rowsWith(stores(), models.places, { place: "version 1" })).toHaveLength(1);
    });

    it("does not count as stored when the same append is tried again", async () => {
      const { streamId } = newAccount(models);
      const append = { streamId, expectedVersion: 0, events: [BROKEN.throwing()] };
      for (const _ of [1, 2]) {
        await expect(stores().events.append(append)).rejects.toMatchObject({ code: "inline-read-model" });
      }
      expect(await readAll(stores().events, streamId)).toEqual([]);
    });
  });
}
