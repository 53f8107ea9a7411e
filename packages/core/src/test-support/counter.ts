import { z } from "zod";
import { createEventCodec } from "../codec/event-codec.js";
import type { RecordedEvent } from "../codec/recorded-event.js";
import { asDecision } from "../decider/as-decision.js";
import { bindModel } from "../decider/bind-model.js";
import type { Command } from "../decider/command.js";
import type { Decider } from "../decider/decider.js";
import type { DecisionContext } from "../decider/decision-context.js";
import type { DomainEvent } from "../decider/domain-event.js";
import type { Rejection } from "../decider/rejection.js";
import type { ReadModel, TableFold } from "../listener/read-model.js";
import { aggregate, event, rejection } from "../model/index.js";
import type { ReadModelTable } from "../ports/read-model-store.js";

// The aggregate of core's own tests: a counter that counts up to a limit and can be closed.

export const CounterModel = aggregate("Counter", {
  id: z.string().min(1),
  state: z.object({ count: z.number(), closed: z.boolean() }),
  initialState: { count: 0, closed: false },
  events: { Counted: event({ by: z.int(), key: z.string() }), Closed: event({}) },
  rejections: { IsClosed: rejection("This counter is closed.", { count: z.number() }) },
  commands: {
    Count: { data: { by: z.int() }, emits: ["Counted"], rejects: ["IsClosed"] },
    Close: { data: {}, emits: ["Closed"] },
  },
});

export interface CounterState {
  readonly count: number;
  readonly closed: boolean;
}
export type Counted = DomainEvent<"Counted", { readonly by: number; readonly key: string }>;
export type Closed = DomainEvent<"Closed", Readonly<Record<never, never>>>;
export type CounterEvent = Counted | Closed;
export type CounterCommand =
  | Command<"Count", { readonly by: number }>
  | Command<"Close", Readonly<Record<never, never>>>;
export type IsClosed = Rejection<"IsClosed", { readonly count: number }>;
export type CounterDecider = Decider<CounterState, CounterCommand, CounterEvent, IsClosed, string>;

export const counterCodec = createEventCodec<CounterEvent>(CounterModel);

export const counter: CounterDecider = {
  ...bindModel<CounterState, CounterCommand, CounterEvent, IsClosed, string>(CounterModel, counterCodec),
  decide: (state, command, context) => asDecision<CounterEvent, IsClosed>("Counter", decide(state, command, context)),
  evolve: (state, { type, data }) =>
    type === "Counted" ? { ...state, count: state.count + data.by } : { ...state, closed: true },
};

/** Counts, and marks the event with an id of the context. */
function decide(
  state: CounterState,
  command: CounterCommand,
  { newId }: DecisionContext,
): CounterEvent | readonly CounterEvent[] | IsClosed {
  if (command.type === "Close") return state.closed ? [] : { type: "Closed", data: {} };
  if (!state.closed) return { type: "Counted", data: { by: command.data.by, key: newId() } };
  const data = { count: state.count };
  return { kind: "rejection", name: "IsClosed", message: "This counter is closed.", data };
}

export interface CountersRow {
  readonly id: string;
  readonly count: number;
  readonly events: number;
}

export type CounterRecordedEvent =
  | RecordedEvent<"Counted", { readonly by: number; readonly key: string }>
  | RecordedEvent<"Closed", Readonly<Record<never, never>>>;

export const countersTable: ReadModelTable = {
  name: "counters",
  readModel: "counters",
  version: 1,
  columns: [
    { name: "id", type: "text", nullable: false },
    { name: "count", type: "integer", nullable: false },
    { name: "events", type: "integer", nullable: false },
  ],
  key: ["id"],
  indexes: [],
};

/** A row for every counter that is not closed: its count, and of how many events. */
export const countersFold: TableFold<CountersRow, Pick<CountersRow, "id">, CounterRecordedEvent> = {
  title: "Counters",
  table: countersTable,
  key: ({ id }) => ({ id }),
  fold: (recorded, row) =>
    recorded.type === "Closed" ? null : { count: (row?.count ?? 0) + recorded.data.by, events: (row?.events ?? 0) + 1 },
};

export const counters = {
  title: "Counters",
  name: "counters",
  version: 1,
  tables: [countersTable],
  sources: [{ codec: counterCodec, types: ["Counted", "Closed"] }],
  folds: [countersFold],
} satisfies ReadModel;
