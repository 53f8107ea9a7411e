import {
  type Append,
  type AppendOutcome,
  type EventStore,
  type ReadModel,
  type Row,
  rowKeyText,
  type StoredEvent,
} from "@factum/core";
import type { OpenedInline } from "../../contract/inline-read-model-contract.js";
import { type AppendAll, brokenInline, type InlineFault } from "./broken-inline.js";

/** Every fault by what it is; each breaks a store that is otherwise right. */
export const INLINE_READ_MODEL_FAULTS: Readonly<
  Record<string, (readModels: readonly ReadModel[]) => Promise<OpenedInline>>
> = {
  "The rows are written after the append, not with it": brokenInline(() => ({
    rows: (store) => ({
      changeNow: (build, changes) => void setImmediate(() => store.changeNow(build, changes)),
    }),
  })),
  "Rows hold what was known before the event was stored": brokenInline(() => ({
    models: ({ fold }) => ({ fold: (event, row) => fold({ ...event, position: 0 }, row) }),
  })),
  "Only the first read model is written": brokenInline(() => ({
    rows: (store, first) => ({
      changeNow: (build, changes) =>
        store.changeNow(
          build,
          changes.filter(({ table }) => table.readModel === first?.name),
        ),
    }),
  })),
  "Of several tables only the first is written": brokenInline(() => ({
    rows: (store) => ({ changeNow: (build, changes) => store.changeNow(build, changes.slice(0, 1)) }),
  })),
  "Rows are never deleted": brokenInline(() => ({
    rows: (store) => ({
      changeNow: (build, changes) =>
        store.changeNow(
          build,
          changes.map((each) => ({ ...each, deletes: [] })),
        ),
    }),
  })),
  "Of several streams only the first one's events lead to rows": brokenInline(() => {
    let first: string | undefined;
    return {
      models: ({ key }) => ({ key: (event) => (event.streamId === first ? key(event) : null) }),
      appends:
        ({ events }) =>
        (appends, options) => {
          first = appends[0]?.streamId;
          return events.appendAll(appends, options);
        },
    };
  }),
  "A duplicate is folded again": brokenInline(() => foldedToo("duplicate")),
  "A conflict is folded": brokenInline(() => foldedToo("conflict")),
  "What was withdrawn with a conflict is folded": brokenInline(() => foldedToo("withdrawn")),
  "A handler that fails is passed over": brokenInline(() => ({
    models: ({ fold }) => ({
      fold: (event, row) => {
        try {
          return fold(event, row);
        } catch {
          return row;
        }
      },
    }),
  })),
  "An event that a handler fails at is stored without its rows": brokenInline(() => ({
    appends: ({ events, bare }) =>
      onRefusal("inline-read-model", events, async (appends) => void (await bare(() => events.appendAll(appends)))),
  })),
  "The rows of the other read models are written though one fails": brokenInline(() => ({
    appends: ({ events, readModels, write }) =>
      onRefusal("inline-read-model", events, async (appends, { readModel }) => {
        const others = readModels.filter(({ title }) => title !== readModel);
        write(asStored(appends), others);
      }),
  })),
  "What a handler throws is told as it is, without its read model and stream": brokenInline(() => ({
    appends: ({ events }) =>
      onRefusal("inline-read-model", events, async (_, { cause }) => {
        throw cause;
      }),
  })),
  "Of several streams the others are stored though one is refused": brokenInline(() => ({
    appends: ({ events }) =>
      onRefusal("inline-read-model", events, async (appends) => {
        if (appends.length > 1) await Promise.allSettled(appends.map((append) => events.append(append)));
      }),
  })),
  "Appends of many callers that are sent together are refused together": brokenInline(() => ({
    appends: ({ events }) => {
      const waiting: Append[] = [];
      let sent: Promise<readonly AppendOutcome[]> | undefined;
      const send = async () => {
        await Promise.resolve();
        sent = undefined;
        const appends = waiting.splice(0);
        const outcomes = await events.appendAll(appends);
        return outcomes.every(({ status }) => status === "stored")
          ? outcomes
          : Promise.all(appends.map((append) => events.append(append)));
      };
      return async (appends, options) => {
        const [only] = appends;
        if (only === undefined || appends.length > 1) return events.appendAll(appends, options);
        const index = waiting.push(only) - 1;
        sent ??= send();
        return (await sent).slice(index, index + 1);
      };
    },
  })),
  "An append that was refused counts as stored when it is tried again": brokenInline(() => ({
    appends: ({ events }) => {
      const refused = new Set<string | undefined>();
      const idOf = ([first]: readonly Append[]) => first?.events[0]?.eventId;
      const append = onRefusal("inline-read-model", events, async (appends) => void refused.add(idOf(appends)));
      return async (appends, options) =>
        refused.has(idOf(appends))
          ? appends.map(() => ({ status: "duplicate", version: 1, position: 1 }))
          : append(appends, options);
    },
  })),
  "A key that hangs on the position is taken": brokenInline(() => ({
    appends:
      ({ events, bare, write }) =>
      async (appends, options) => {
        const after = await events.safePosition();
        try {
          return await events.appendAll(appends, options);
        } catch (error) {
          if ((error as { code?: string }).code !== "inline-key") throw error;
          const outcomes = await bare(() => events.appendAll(appends, options));
          write(await events.readBatch({ after, upTo: await events.safePosition(), limit: 1000 }));
          return outcomes;
        }
      },
  })),
  "Appends at the same time fold the rows as they were before all of them": brokenInline(() => {
    const seen = new Map<string, readonly Row[]>();
    return {
      rows: (store) => ({
        loadNow: (table, build, keys) =>
          keys.flatMap((key) => {
            const name = `${table.name} ${rowKeyText(table, key)}`;
            const rows = seen.get(name) ?? store.loadNow(table, build, [key]);
            seen.set(name, rows);
            return rows;
          }),
      }),
      appends: ({ events }) => atTheSameTime(events, () => seen.clear()),
    };
  }),
  "Rows of appends at the same time are written in another order than their events": brokenInline(() => {
    const writes: (() => void)[] = [];
    return {
      rows: (store) => ({
        changeNow: (build, changes) => {
          store.changeNow(build, changes);
          writes.unshift(() => store.changeNow(build, changes));
        },
      }),
      appends: ({ events }) =>
        atTheSameTime(events, () => {
          for (const write of writes.splice(0)) write();
        }),
    };
  }),
  "Nobody is told that a read model is inline": brokenInline(() => ({
    builds: (store) => ({
      prepare: async (model) => {
        const { inline: _, ...builds } = await store.prepare(model);
        return builds;
      },
    }),
  })),
  "Appends go on writing the build that was replaced": brokenInline(() => ({
    rows: (store) => ({
      writeInline: (model, catchUp) => {
        const live = store.writeInline(model, catchUp);
        return () => (live() === null ? null : 1);
      },
    }),
  })),
  "A build that lacks what is in its dead letters is made inline": brokenInline(() => ({
    listeners: { hasDeadLetters: () => false },
  })),
  "Appends write no rows any more once a build was given up": brokenInline(() => ({
    builds: (store, { switchOff }) => ({
      cancelBuild: (model) => {
        switchOff();
        return store.cancelBuild(model);
      },
    }),
  })),
};

/** Appends with this outcome are folded as if they had just been stored. */
function foldedToo(folded: AppendOutcome["status"]): InlineFault {
  return {
    appends:
      ({ events, write }) =>
      async (appends, options) => {
        const outcomes = await events.appendAll(appends, options);
        write(asStored(appends.filter((_, index) => outcomes[index]?.status === folded)));
        return outcomes;
      },
  };
}

/** Does something before an append is refused with this code. */
function onRefusal(
  code: string,
  events: EventStore,
  refused: (
    appends: readonly Append[],
    error: { readonly readModel?: string; readonly cause?: unknown },
  ) => Promise<void>,
): AppendAll {
  return async (appends, options) => {
    try {
      return await events.appendAll(appends, options);
    } catch (error) {
      if ((error as { code?: string }).code === code) await refused(appends, error as Error);
      throw error;
    }
  };
}

/** Appends that are issued together are answered together, after `done`. */
function atTheSameTime(events: EventStore, done: () => void): AppendAll {
  return async (appends, options) => {
    try {
      return await events.appendAll(appends, options);
    } finally {
      await new Promise(setImmediate);
      done();
    }
  };
}

/** Events as an append would store them, without a place in the log. */
function asStored(appends: readonly Append[]): StoredEvent[] {
  return appends.flatMap(({ streamId, events }) =>
    events.map((event) => ({ ...event, streamId, version: 0, position: 0, recordedAt: "1970-01-01T00:00:00.000Z" })),
  );
}
