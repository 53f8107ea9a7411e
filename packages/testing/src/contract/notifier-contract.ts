import type { Notifier } from "@factum/core";
import { expect, type Mock, vi } from "vitest";
import type { ContractOptions } from "./contract-options.js";
import { it, suite } from "./runner.js";
import { saysIfAlone, useOpened } from "./use-opened.js";

export interface NotifierContract extends ContractOptions {
  open(): Promise<OpenedNotifier>;
  /** For how long a test waits for a wake-up, and notifies again and again. Default 30 seconds. */
  readonly patienceMs?: number;
}

export interface OpenedNotifier {
  readonly notifier: Notifier;
  /** A notifier of the same store in another process. Absent: the notifier itself, and a skipped test says so. */
  readonly another?: Notifier;
  /** What `notifier` has told its `onError`. */
  readonly told: readonly unknown[];
  /**
   * Cuts what leads from notifiers to the subscribers of `notifier`, which is to find its own way back. Null: there is nothing to cut.
   * Absent: a skipped test says that nobody tried.
   */
  readonly interrupt?: (() => Promise<void>) | null;
  close(): Promise<void>;
}

/**
 * Registers the tests that every notifier must pass.
 *
 * A wake-up may be lost, so no test counts on a single one: they notify until somebody wakes.
 */
export function notifierContract({ name, except = {}, open, patienceMs = 30_000 }: NotifierContract): void {
  suite(`${name} keeps the contract of a notifier:`, except, () => {
    const opened = useOpened(open);
    const notifier = () => opened().notifier;
    const another = () => opened().another ?? opened().notifier;
    saysIfAlone(opened);

    it("wakes a subscriber", async () => {
      const wake = vi.fn();
      const unsubscribe = notifier().subscribe(wake);
      await notifyUntil(notifier(), wake);
      unsubscribe();
    });

    it("wakes a subscriber in another process", async () => {
      const wake = vi.fn();
      const unsubscribe = another().subscribe(wake);
      await notifyUntil(notifier(), wake);
      unsubscribe();
    });

    it("wakes every subscriber, again and again", async () => {
      const wakes = [vi.fn(), vi.fn(), vi.fn()];
      const unsubscribe = wakes.map((wake) => notifier().subscribe(wake));
      for (let round = 0; round < 3; round++) {
        for (const wake of wakes) wake.mockClear();
        for (const wake of wakes) await notifyUntil(notifier(), wake);
      }
      for (const each of unsubscribe) each();
    });

    it("wakes nobody any more who has unsubscribed, and goes on waking the others", async () => {
      const [gone, here] = [vi.fn(), vi.fn()];
      const unsubscribe = notifier().subscribe(gone);
      const unsubscribeOther = notifier().subscribe(here);
      await notifyUntil(notifier(), gone);

      unsubscribe();
      unsubscribe();
      gone.mockClear();
      for (let round = 0; round < 3; round++) {
        here.mockClear();
        await notifyUntil(notifier(), here);
      }
      expect(gone).not.toHaveBeenCalled();
      unsubscribeOther();
    });

    it("keeps two subscriptions of one function apart", async () => {
      const wake = vi.fn();
      const unsubscribe = notifier().subscribe(wake);
      const unsubscribeOther = notifier().subscribe(wake);
      unsubscribe();
      await notifyUntil(notifier(), wake);
      unsubscribeOther();
    });

    it("lets a subscriber that throws disturb neither who notifies nor the other subscribers", async () => {
      const throws = vi.fn(() => {
        throw new Error("from a subscriber, on purpose");
      });
      const others = [vi.fn(), vi.fn()];
      const unsubscribe = [others[0], throws, others[1]].map((wake) => notifier().subscribe(() => void wake?.()));
      for (let round = 0; round < 3; round++) {
        for (const wake of [throws, ...others]) wake.mockClear();
        expect(notifier().notify()).toBeUndefined();
        for (const wake of [throws, ...others]) await notifyUntil(notifier(), wake);
      }
      for (const each of unsubscribe) each();
    });

    it("tells its onError, and nobody else, what a subscriber throws", () =>
      tellsOnError((error) => {
        throw error;
      }));

    it("tells its onError, and nobody else, what a subscriber that is asynchronous against its type rejects with", () =>
      tellsOnError((error) => Promise.resolve().then(() => Promise.reject(error))));

    it("takes many notifications at once", async () => {
      const wake = vi.fn();
      const unsubscribe = notifier().subscribe(wake);
      for (let n = 0; n < 1_000; n++) expect(notifier().notify()).toBeUndefined();
      await notifyUntil(notifier(), wake);
      unsubscribe();
    });

    it("does not mind when nobody listens", () => {
      expect(notifier().notify()).toBeUndefined();
    });

    it("wakes its subscribers once it is back after an interruption, for something may have been missed", async ({
      skip,
    }) => {
      const { interrupt } = opened();
      if (interrupt === null) return;
      if (interrupt === undefined)
        return skip("No `interrupt` was given: nothing shows what follows a lost connection.");
      const wake = vi.fn();
      const unsubscribe = notifier().subscribe(wake);
      await notifyUntil(notifier(), wake);
      wake.mockClear();
      await interrupt();
      await vi.waitFor(() => expect(wake).toHaveBeenCalled(), { timeout: patienceMs, interval: 20 });
      wake.mockClear();
      await notifyUntil(another(), wake);
      unsubscribe();
    });

    it("never throws, not even when it is closed", async () => {
      const own = await open();
      own.notifier.subscribe(() => {});
      await own.close();
      expect(own.notifier.notify()).toBeUndefined();
    });

    async function tellsOnError(fail: (error: Error) => unknown): Promise<void> {
      const error = new Error("from a subscriber, on purpose");
      const fails = vi.fn(() => fail(error));
      const unsubscribe = notifier().subscribe(() => fails());
      await notifyUntil(notifier(), fails);
      await vi.waitFor(() => expect(opened().told).toContain(error), { timeout: patienceMs, interval: 20 });
      unsubscribe();
    }

    async function notifyUntil(from: Notifier, wake: Mock<() => unknown>): Promise<void> {
      await vi.waitFor(
        () => {
          from.notify();
          expect(wake).toHaveBeenCalled();
        },
        { timeout: patienceMs, interval: 20 },
      );
    }
  });
}
