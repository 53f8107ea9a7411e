import { MemoryNotifier, type Notifier } from "@factum/core";
import type { OpenedNotifier } from "../../contract/notifier-contract.js";

const told: unknown[] = [];
const newNotifier = () => new MemoryNotifier({ onError: (error) => void told.push(error) });
const close = async () => {};

const opened = (notifier: Notifier, more: Partial<OpenedNotifier> = {}): OpenedNotifier => ({
  notifier,
  another: notifier,
  told,
  interrupt: null,
  close,
  ...more,
});

export const NOTIFIER_FAULTS: Readonly<Record<string, () => OpenedNotifier>> = {
  "Only the first subscriber is woken": () => {
    const inner = newNotifier();
    const subscribers: (() => void)[] = [];
    inner.subscribe(() => subscribers[0]?.());
    return opened({
      notify: () => inner.notify(),
      subscribe: (wake) => {
        subscribers.push(wake);
        return () => void (subscribers.includes(wake) && subscribers.splice(subscribers.indexOf(wake), 1));
      },
    });
  },
  "A subscriber is woken once and never again": () => {
    const inner = newNotifier();
    return opened({
      notify: () => inner.notify(),
      subscribe: (wake) => {
        let woken = false;
        return inner.subscribe(() => {
          if (!woken) wake();
          woken = true;
        });
      },
    });
  },
  "Another process is not woken": () => opened(newNotifier(), { another: newNotifier() }),
  "Who has unsubscribed is woken all the same": () => {
    const inner = newNotifier();
    return opened({
      notify: () => inner.notify(),
      subscribe: (wake) => {
        inner.subscribe(wake);
        return () => {};
      },
    });
  },
  "Unsubscribing takes every subscription of that function": () => {
    const inner = newNotifier();
    const wakes = new Set<() => void>();
    inner.subscribe(() => {
      for (const wake of wakes) queueMicrotask(() => quietly(wake));
    });
    return opened({
      notify: () => inner.notify(),
      subscribe: (wake) => {
        wakes.add(wake);
        return () => wakes.delete(wake);
      },
    });
  },
  "A subscriber that throws keeps the later ones asleep": () => {
    const wakes = new Set<() => void>();
    const all = () => {
      for (const wake of wakes) wake();
    };
    return opened({
      notify: () => queueMicrotask(() => quietly(all)),
      subscribe: (wake) => {
        const own = () => wake();
        wakes.add(own);
        return () => wakes.delete(own);
      },
    });
  },
  "What a subscriber throws reaches who notifies": () => {
    const wakes = new Set<() => void>();
    return opened({
      notify: () => {
        for (const wake of wakes) wake();
      },
      subscribe: (wake) => {
        const own = () => wake();
        wakes.add(own);
        return () => wakes.delete(own);
      },
    });
  },
  "What a subscriber throws is told to nobody": () => opened(newNotifier(), { told: [] }),
  "What an asynchronous subscriber rejects with is told to nobody": () => {
    const inner = newNotifier();
    return opened({
      notify: () => inner.notify(),
      // Typed as returning nothing, it may return a promise all the same.
      subscribe: (wake) => inner.subscribe(() => void Promise.resolve(wake()).catch(() => {})),
    });
  },
  "Who notifies has to wait": () => {
    const inner = newNotifier();
    const notify = async () => inner.notify();
    return opened({ notify: notify as () => void, subscribe: (wake) => inner.subscribe(wake) });
  },
  "To notify throws once it is closed": () => {
    const inner = newNotifier();
    let isClosed = false;
    return opened(
      {
        notify: () => {
          if (isClosed) throw new Error("It is closed.");
          inner.notify();
        },
        subscribe: (wake) => inner.subscribe(wake),
      },
      {
        close: async () => {
          isClosed = true;
        },
      },
    );
  },
  "A wake-up is lost in a reconnect": () => opened(newNotifier(), { interrupt: async () => {} }),
  "An interruption ends all subscriptions": () => {
    let inner = newNotifier();
    const wakes = new Set<() => void>();
    return opened(
      {
        notify: () => inner.notify(),
        subscribe: (wake) => {
          wakes.add(wake);
          return inner.subscribe(wake);
        },
      },
      {
        interrupt: async () => {
          inner = newNotifier();
          for (const wake of wakes) wake();
        },
      },
    );
  },
};

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // As a notifier should, but for the fault itself.
  }
}
