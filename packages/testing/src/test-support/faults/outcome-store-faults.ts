import {
  type EventStore,
  type JsonObject,
  MemoryEventStore,
  MemoryOutcomeStore,
  type OutcomeStore,
} from "@factum/core";
import type { OpenedOutcomeStore } from "../../contract/outcome-store-contract.js";
import { changed } from "./changed.js";

type Changes = (store: OutcomeStore, events: EventStore) => Partial<OutcomeStore>;

export const OUTCOME_STORE_FAULTS: Readonly<Record<string, () => OpenedOutcomeStore>> = {
  "Outcomes are forgotten early": () =>
    broken((store) => ({
      forget: async (before) => {
        await store.forget(before);
        return store.forget("2999-12-31T23:59:59Z");
      },
    })),
  "Outcomes are never forgotten": () =>
    broken((store) => ({ forget: async (before) => (before.startsWith("2") ? 0 : store.forget(before)) })),
  "It is not said how many were forgotten": () =>
    broken((store) => ({ forget: async (before) => Math.min(1, await store.forget(before)) })),
  "A rejection is not remembered": () =>
    broken((store) => ({ settle: ({ append }) => store.settle({ append }), find: async () => undefined })),
  "The last outcome is remembered, not the first": () => {
    const last = new Map<string, JsonObject>();
    return broken((store) => ({
      settle: async (command) => {
        const result = await store.settle(command);
        const { streamId, appendId } = command.append;
        if (result.status === "remembered" && command.outcome) last.set(`${streamId} ${appendId}`, command.outcome);
        return result;
      },
      find: async (streamId, commandId) => last.get(`${streamId} ${commandId}`) ?? store.find(streamId, commandId),
    }));
  },
  "A command id counts in all streams": () => {
    const seen = new Map<string, JsonObject>();
    return broken((store) => ({
      settle: async (command) => {
        const outcome = seen.get(command.append.appendId);
        const result = await store.settle(command);
        if (result.status === "stored" && command.outcome) seen.set(command.append.appendId, command.outcome);
        return result.status === "stored" && outcome ? { status: "remembered", outcome } : result;
      },
    }));
  },
  "A conflict is remembered as well": () => {
    const kept = new Map<string, JsonObject>();
    return broken((store) => ({
      settle: async (command) => {
        const result = await store.settle(command);
        const { streamId, appendId } = command.append;
        if (result.status === "conflict" && command.outcome) kept.set(`${streamId} ${appendId}`, command.outcome);
        return result;
      },
      find: async (streamId, commandId) =>
        (await store.find(streamId, commandId)) ?? kept.get(`${streamId} ${commandId}`),
    }));
  },
  "A rejection is remembered on whatever version": () =>
    broken((store, events) => ({
      settle: async (command) => {
        const result = await store.settle(command);
        if (result.status !== "conflict" || command.outcome === undefined) return result;
        const { streamId } = command.append;
        const { version } = await events.append({ streamId, expectedVersion: "any", events: [] });
        return store.settle({ ...command, append: { ...command.append, expectedVersion: version } });
      },
    })),
  "A command whose events are stored is rejected when it is repeated": () =>
    broken((store) => ({
      settle: async (command) => {
        const result = await store.settle(command);
        return result.status === "duplicate" && command.outcome
          ? { status: "remembered", outcome: command.outcome }
          : result;
      },
    })),
  "Of calls at the same time each looks and then settles": () =>
    broken((store) => {
      const settled = new Set<string>();
      return {
        settle: async (command) => {
          const id = `${command.append.streamId} ${command.append.appendId}`;
          const isFirst = !settled.has(id);
          await new Promise(setImmediate);
          settled.add(id);
          const result = await store.settle(command);
          return isFirst && result.status === "remembered"
            ? { status: "stored", version: command.append.expectedVersion, position: 0 }
            : result;
        },
      };
    }),
  "What was found is the store's own": () => {
    const own = new Map<string, JsonObject | undefined>();
    return broken((store) => ({
      find: async (streamId, commandId) => {
        const name = `${streamId} ${commandId}`;
        const found = await store.find(streamId, commandId);
        if (found === undefined || !own.has(name)) own.set(name, found);
        return own.get(name);
      },
    }));
  },
};

function broken(changes: Changes): OpenedOutcomeStore {
  const events = new MemoryEventStore();
  const store = new MemoryOutcomeStore(events);
  const faulty = changed<OutcomeStore>(store, changes(store, events));
  return { store: faulty, another: faulty, events, close: async () => {} };
}
