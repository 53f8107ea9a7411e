import { type ListenerStore, nameOfInline, readModelListener, startListeners } from "@factum/core";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { appendOf, type InlineModels, newAccount, paid, rowsWith, type Stores } from "./make.js";

export function followTests(models: InlineModels, stores: () => Stores & { readonly listeners: ListenerStore }): void {
  const { balances, branches } = models;

  describe("a read model that is inline", () => {
    it("is said to be", async () => {
      const { streamId, branch } = newAccount(models);
      await stores().events.append(appendOf(streamId, paid(branch)));
      const inline = { live: 1, building: null, inline: true };
      expect(await stores().readModels.prepare(balances)).toEqual(inline);
      expect(await stores().readModels.builds(branches)).toEqual(inline);
    });

    it("has a listener that folds nothing again, and answers those who wait for it", async () => {
      const { streamId, account, branch } = newAccount(models);
      const { events, readModels, listeners } = stores();
      await events.append(appendOf(streamId, paid(branch, 5)));
      const running = startListeners(
        models.all.map((model) => readModelListener(model, readModels)),
        { events, store: listeners },
      );
      try {
        const { position } = await events.append(appendOf(streamId, paid(branch, 7)));
        await running.waitFor(position, { timeoutMs: 10_000 });
        expect(await rowsWith(stores(), balances, { account })).toMatchObject([{ cents: 12, payments: 2 }]);
        const moved = await listeners.checkpoints(models.all.map((model) => nameOfInline(model, 1)));
        expect(moved).toHaveLength(models.all.length);
        for (const each of moved) expect(each.position).toBeGreaterThanOrEqual(position);
      } finally {
        await running.stop();
      }
    });
  });
}
