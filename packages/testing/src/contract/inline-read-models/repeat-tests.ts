import { type EventStore, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { newStream, statusesOf } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { appendOf, type InlineModels, newAccount, paid, rowsWith, type Stores } from "./make.js";

export function repeatTests(models: InlineModels, stores: () => Stores, another: () => EventStore): void {
  const { balances, branches } = models;

  describe("an append that stores nothing", () => {
    it("changes no row: the same events again are folded once", async () => {
      const { streamId, account, branch } = newAccount(models);
      const append = { streamId, expectedVersion: 0, events: [paid(branch, 5), paid(branch, 7)] };
      const outcomes = [
        await stores().events.append(append),
        await stores().events.append(append),
        await another().append(append),
      ];
      expect(statusesOf(outcomes)).toEqual(["stored 2", "duplicate 2", "duplicate 2"]);
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 12, payments: 2 }]);
    });

    it("changes no row: the same append id again is folded once, even at the same time", async () => {
      const { streamId, account, branch } = newAccount(models);
      const appendId = uuidv7();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, call) =>
          (call % 2 === 0 ? stores().events : another()).append({ ...appendOf(streamId, paid(branch, 5)), appendId }),
        ),
      );
      expect(statusesOf(outcomes).sort()).toEqual([...Array.from({ length: 7 }, () => "duplicate 1"), "stored 1"]);
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 5, payments: 1 }]);
    });

    it("changes no row: a conflict", async () => {
      const { streamId, account, branch } = newAccount(models);
      await stores().events.append(appendOf(streamId, paid(branch, 5)));
      const late = { streamId, expectedVersion: 0, events: [paid(branch, 7)] };
      expect(statusesOf([await stores().events.append(late)])).toEqual(["conflict 1"]);
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 5, payments: 1 }]);
      expect(await rowsWith(stores(), branches, { branch })).toMatchObject([{ cents: 5, payments: 1 }]);
    });

    it("changes no row: a conflict of one of several streams", async () => {
      const [one, two] = [newAccount(models), newAccount(models)];
      await stores().events.append(appendOf(two.streamId, paid(two.branch, 5)));
      const outcomes = await stores().events.appendAll([
        appendOf(one.streamId, paid(one.branch, 1)),
        { streamId: two.streamId, expectedVersion: "no-stream", events: [paid(two.branch, 7)] },
        { streamId: newStream("elsewhere"), expectedVersion: "any", events: [] },
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["withdrawn", "conflict", "withdrawn"]);
      expect(await rowsWith(stores(), balances, { account: one.account })).toEqual([]);
      expect(await rowsWith(stores(), balances, { account: two.account })).toMatchObject([{ cents: 5 }]);
    });

    it("changes no row: all of several streams again", async () => {
      const [one, two] = [newAccount(models), newAccount(models)];
      const appends = [one, two].map(({ streamId }) => ({
        streamId,
        expectedVersion: 0,
        events: [paid(one.branch, 1)],
      }));
      await stores().events.appendAll(appends);
      expect(statusesOf(await another().appendAll(appends))).toEqual(["duplicate 1", "duplicate 1"]);
      expect(await rowsWith(stores(), branches, { branch: one.branch })).toMatchObject([{ cents: 2, payments: 2 }]);
    });
  });
}
