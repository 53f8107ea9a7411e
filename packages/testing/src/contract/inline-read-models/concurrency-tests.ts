import { type EventStore, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import {
  appendOf,
  closed,
  foldedRows,
  type InlineModels,
  newAccount,
  paid,
  rowsWith,
  type Stores,
  sorted,
} from "./make.js";

const STREAMS = 12;
const ROUNDS = 8;

export function concurrencyTests(models: InlineModels, stores: () => Stores, another: () => EventStore): void {
  const { balances, branches } = models;

  describe("rows that several streams share", () => {
    it("are what a plain fold comes to, however many append to them at once, in whatever order", async () => {
      const shared = [uuidv7(), uuidv7(), uuidv7()] as const;
      const branchOf = (place: number) => shared[place % shared.length] ?? shared[0];
      const accounts = Array.from({ length: STREAMS }, () => newAccount(models));
      const streams = accounts.map(({ streamId }) => streamId);
      for (let round = 0; round < ROUNDS; round++) {
        await Promise.all(
          accounts.map(({ streamId }, index) => {
            const store = index % 2 === 0 ? stores().events : another();
            const events = [paid(branchOf(index + round), index + 1), paid(branchOf(index * round + 1), 100)];
            if (index % 5 === round % 5) return store.append(appendOf(streamId, ...events, closed()));
            if (index % 4 !== 0) return store.append(appendOf(streamId, ...events));
            const partner = streams[(index + round + 1) % STREAMS] ?? streamId;
            const appends = [appendOf(partner, paid(branchOf(round), 1)), appendOf(streamId, ...events)];
            return store.appendAll(round % 2 === 0 ? appends : appends.reverse());
          }),
        );
      }

      const [ofAccounts = []] = await foldedRows(stores(), balances, streams);
      const foundAccounts = await Promise.all(accounts.map(({ account }) => rowsWith(stores(), balances, { account })));
      expect(sorted(foundAccounts.flat(), "account")).toEqual(sorted(ofAccounts, "account"));

      const [ofBranches = []] = await foldedRows(stores(), branches, streams);
      const foundBranches = await Promise.all(shared.map((branch) => rowsWith(stores(), branches, { branch })));
      expect(sorted(foundBranches.flat(), "branch")).toEqual(sorted(ofBranches, "branch"));
      expect(ofBranches).toHaveLength(shared.length);
    });
  });
}
