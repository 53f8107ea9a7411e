import type { Notifier } from "@factum/core";
import { describe, expect, it, type Mock, vi } from "vitest";
import { useOpened } from "./use-opened.js";

export interface NotifierContract {
  /** What is under test, e.g. `PgNotifier`. */
  readonly name: string;
  open(): Promise<OpenedNotifier>;
}

export interface OpenedNotifier {
  readonly notifier: Notifier;
  /** A notifier of the same store in another process. Default: the notifier itself. */
  readonly another?: Notifier;
  /** What `notifier` has told its `onError`. */
  readonly told: readonly unknown[];
  close(): Promise<void>;
}

/**
 * Registers the tests that every notifier must pass.
 *
 * A wake-up may be lost, so no test counts on a single one: they notify until somebody wakes.
 */
export function notifierContract({ name, open }: NotifierContract): void {
  describe(`${name} keeps the contract of a notifier:`, () => {
    const opened = useOpened(open);
    const notifier = () => opened().notifier;
    const another = () => opened().another ?? opened().notifier;

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

    it.each<[string, (error: Error) => unknown]>([
      [
        "throws",
        (error) => {
          throw error;
        },
      ],
      ["rejects with, asynchronous against its type,", (error) => Promise.resolve().then(() => Promise.reject(error))],
    ])("tells what a subscriber %s to nobody but onError", async (_, fail) => {
      const error = new Error("from a subscriber, on purpose");
      const fails = vi.fn(() => fail(error));
      const unsubscribe = notifier().subscribe(() => fails());
      await notifyUntil(notifier(), fails);
      await vi.waitFor(() => expect(opened().told).toContain(error), { timeout: 30_000 });
      unsubscribe();
    });

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

    it("never throws, not even when it is closed", async () => {
      const own = await open();
      own.notifier.subscribe(() => {});
      await own.close();
      expect(own.notifier.notify()).toBeUndefined();
    });
  });
}

async function notifyUntil(notifier: Notifier, wake: Mock<() => unknown>): Promise<void> {
  await vi.waitFor(
    () => {
      notifier.notify();
      expect(wake).toHaveBeenCalled();
    },
    { timeout: 30_000, interval: 20 },
  );
}
