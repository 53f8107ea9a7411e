import { expect } from "vitest";
import { newEvent, newStream, statusesOf } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { appendOf, closed, type InlineModels, newAccount, paid, rowsWith, type Stores } from "./make.js";

export function appendTests(models: InlineModels, stores: () => Stores): void {
  const { balances, branches } = models;

  describe("what an append leads to", () => {
    it("is in the rows as soon as it has resolved, with the position and the time that are stored", async () => {
      const { streamId, account, branch } = newAccount(models);
      const { position } = await stores().events.append(appendOf(streamId, paid(branch, 5), paid(branch, 7)));
      const [row, ...others] = await rowsWith(stores(), balances, { account });
      expect(others).toEqual([]);
      const at: string[] = [];
      for await (const { recordedAt } of stores().events.readStream(streamId, { fromVersion: 2 })) at.push(recordedAt);
      expect(row).toEqual({ account, cents: 12, payments: 2, last: { version: 2, position, at: at[0] } });
    });

    it("adds to what earlier appends led to", async () => {
      const { streamId, account, branch } = newAccount(models);
      for (const cents of [1, 10, 100]) await stores().events.append(appendOf(streamId, paid(branch, cents)));
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 111, payments: 3 }]);
    });

    it("is in all tables of all read models that follow it", async () => {
      const { streamId, account, branch } = newAccount(models);
      await stores().events.append(appendOf(streamId, paid(branch, 5)));
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 5 }]);
      expect(await rowsWith(stores(), branches, { branch })).toEqual([{ branch, cents: 5, payments: 1 }]);
      expect(await rowsWith(stores(), branches, { branch }, branches.tables[1])).toEqual([{ account, branch }]);
    });

    it("may be that a row goes, and comes again", async () => {
      const { streamId, account, branch } = newAccount(models);
      await stores().events.append(appendOf(streamId, paid(branch, 5)));
      await stores().events.append(appendOf(streamId, closed()));
      expect(await rowsWith(stores(), balances, { account })).toEqual([]);
      expect(await rowsWith(stores(), branches, { branch }, branches.tables[1])).toEqual([]);
      await stores().events.append(appendOf(streamId, paid(branch, 3), closed(), paid(branch, 4)));
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 4, payments: 1 }]);
      expect(await rowsWith(stores(), branches, { branch })).toMatchObject([{ cents: 12, payments: 3 }]);
    });

    it("is nothing for events that no inline read model follows", async () => {
      const { streamId, account, branch } = newAccount(models);
      const { events } = stores();
      const outcomes = [
        await events.append(appendOf(streamId, newEvent({ branch }, "Noted"), paid(branch, 5), newEvent({}, "Noted"))),
        await events.append(appendOf(streamId, newEvent({ branch }, "Noted"))),
        await events.append(appendOf(newStream("elsewhere"), paid(branch, 5))),
        await events.append(appendOf(streamId)),
      ];
      expect(statusesOf(outcomes)).toEqual(["stored 3", "stored 4", "stored 1", "stored 4"]);
      expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 5, last: { version: 2 } }]);
      expect(await rowsWith(stores(), branches, { branch })).toMatchObject([{ cents: 5 }]);
    });

    it("is one step for several streams, be it that they share a row", async () => {
      const [one, two] = [newAccount(models), newAccount(models)];
      const outcomes = await stores().events.appendAll([
        appendOf(one.streamId, paid(one.branch, 1)),
        appendOf(two.streamId, paid(one.branch, 10)),
        appendOf(newStream("elsewhere"), newEvent()),
        appendOf(one.streamId, paid(one.branch, 100), paid(two.branch, 1000)),
      ]);
      expect(statusesOf(outcomes)).toEqual(["stored 1", "stored 1", "stored 1", "stored 3"]);
      expect(await rowsWith(stores(), balances, { account: one.account })).toMatchObject([{ cents: 1101 }]);
      expect(await rowsWith(stores(), balances, { account: two.account })).toMatchObject([{ cents: 10 }]);
      expect(await rowsWith(stores(), branches, { branch: one.branch })).toMatchObject([{ cents: 111, payments: 3 }]);
    });
  });
}
