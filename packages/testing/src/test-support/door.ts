import {
  asDecision,
  bindModel,
  type Command,
  createEventCodec,
  type Decider,
  type DecisionContext,
  type DomainEvent,
  type NoData,
  type ReadModel,
  type ReadModelTable,
  type RecordedEvent,
  type Rejection,
  type TableFold,
  tableFoldOf,
} from "@factum/core";
import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";
import { deciderSpec } from "../decider-spec.js";
import { streamOf } from "../stream-of.js";

// The aggregate of this package's own tests: a door that somebody opens, closes and locks.

export const DoorModel = aggregate("Door", {
  id: z.string().min(1),
  state: z.object({ status: z.enum(["closed", "open", "locked"]), visits: z.array(z.string()) }),
  initialState: { status: "closed", visits: [] },
  events: {
    Opened: event({ by: z.string().min(1), note: z.string().optional(), visit: z.string().optional() }),
    Closed: event({}),
    Locked: event({ code: z.number() }),
  },
  rejections: {
    IsLocked: rejection("This door is locked.", { code: z.number() }),
    IsOpen: rejection("Close this door first."),
  },
  commands: {
    Open: { data: { by: z.string() }, emits: ["Opened"], rejects: ["IsLocked"] },
    Close: { data: {}, emits: ["Closed"] },
    Lock: { data: { code: z.number() }, emits: ["Closed", "Locked"], rejects: ["IsOpen"] },
  },
});

export interface DoorState {
  readonly status: "closed" | "open" | "locked";
  readonly visits: readonly string[];
}

export type OpenedData = { readonly by: string; readonly note?: string; readonly visit?: string };
export type DoorEvent =
  | DomainEvent<"Opened", OpenedData>
  | DomainEvent<"Closed", NoData>
  | DomainEvent<"Locked", { readonly code: number }>;
export type DoorCommand =
  | Command<"Open", { readonly by: string }>
  | Command<"Close", NoData>
  | Command<"Lock", { readonly code: number }>;
export type DoorRejection = Rejection<"IsLocked", { readonly code: number }> | Rejection<"IsOpen", NoData>;
export type DoorDecider = Decider<DoorState, DoorCommand, DoorEvent, DoorRejection, string>;

export const doorCodec = createEventCodec<DoorEvent>(DoorModel);

const events = {
  opened: (data: OpenedData): DoorEvent => ({ type: "Opened", data }),
  closed: { type: "Closed", data: {} } satisfies DoorEvent,
  locked: (code: number): DoorEvent => ({ type: "Locked", data: { code } }),
};

export const { opened, closed, locked } = events;
export const open = (by = "ada"): DoorCommand => ({ type: "Open", data: { by } });
export const close: DoorCommand = { type: "Close", data: {} };
export const lock = (code = 1): DoorCommand => ({ type: "Lock", data: { code } });

export const door: DoorDecider = {
  ...bindModel<DoorState, DoorCommand, DoorEvent, DoorRejection, string>(DoorModel, doorCodec),
  decide: (state, command, context) => asDecision<DoorEvent, DoorRejection>("Door", decide(state, command, context)),
  evolve(state, happened) {
    if (happened.type === "Closed") return { ...state, status: "closed" };
    if (happened.type === "Locked") return { ...state, status: "locked" };
    return { status: "open", visits: [...state.visits, happened.data.by] };
  },
};

function decide(
  state: DoorState,
  command: DoorCommand,
  context: DecisionContext,
): DoorEvent | DoorEvent[] | DoorRejection {
  switch (command.type) {
    case "Open":
      if (state.status === "locked") {
        return { kind: "rejection", name: "IsLocked", message: "This door is locked.", data: { code: 1 } };
      }
      return state.status === "open" ? [] : opened({ by: context.actor ?? command.data.by, visit: context.newId() });
    case "Close":
      return state.status === "open" ? closed : [];
    case "Lock":
      return state.status === "open"
        ? { kind: "rejection", name: "IsOpen", message: "Close this door first.", data: {} }
        : [locked(command.data.code)];
  }
}

/** The door with another `decide` or `evolve`, for specs of what a spec finds wrong. */
export function givenDoor(changed: Partial<Pick<DoorDecider, "decide" | "evolve" | "codec">> = {}) {
  return deciderSpec({ ...door, ...changed }, { id: "front", model: DoorModel });
}

export const on = streamOf<string, DoorEvent>(doorCodec);

export interface VisitorsRow {
  readonly door: string;
  readonly visitors: number;
  readonly last: string;
  readonly at: string;
}

export type DoorRecordedEvent =
  | RecordedEvent<"Opened", OpenedData>
  | RecordedEvent<"Locked", { readonly code: number }>;

export type VisitorsFold = TableFold<VisitorsRow, Pick<VisitorsRow, "door">, DoorRecordedEvent>;
export type VisitorsReadModel = ReadModel<readonly [VisitorsFold]>;

const visitorsTable: ReadModelTable = {
  name: "visitors",
  readModel: "visitors",
  version: 1,
  columns: [
    { name: "door", type: "text", nullable: false },
    { name: "visitors", type: "integer", nullable: false },
    { name: "last", type: "text", nullable: false },
    { name: "at", type: "text", nullable: false },
  ],
  key: ["door"],
  indexes: [],
};

export const visitorsFold: VisitorsFold = {
  title: "Visitors",
  table: visitorsTable,
  key: ({ id }) => ({ door: id }),
  fold: (recorded, row) =>
    recorded.type === "Locked"
      ? null
      : { visitors: (row?.visitors ?? 0) + 1, last: recorded.data.by, at: recorded.recordedAt },
};

/** A row for every door that was opened since it was last locked. */
export const visitors: VisitorsReadModel = {
  name: "visitors",
  title: "Visitors",
  version: 1,
  tables: [visitorsTable],
  sources: [{ codec: doorCodec, types: ["Opened", "Locked"] }],
  folds: [visitorsFold],
};

export interface GuestsRow {
  readonly name: string;
  readonly visits: number;
}

export interface LocksRow {
  readonly code: number;
  readonly door: string;
}

const guestsTable: ReadModelTable = {
  name: "door_report_guests",
  readModel: "door_report",
  version: 1,
  columns: [
    { name: "name", type: "text", nullable: false },
    { name: "visits", type: "integer", nullable: false },
  ],
  key: ["name"],
  indexes: [["visits"]],
};

const locksTable: ReadModelTable = {
  name: "door_report_locks",
  readModel: "door_report",
  version: 1,
  columns: [
    { name: "code", type: "integer", nullable: false },
    { name: "door", type: "text", nullable: false },
  ],
  key: ["code"],
  indexes: [],
};

export type DoorReportReadModel = ReadModel<
  readonly [
    TableFold<GuestsRow, Pick<GuestsRow, "name">, DoorRecordedEvent, "DoorReport.guests">,
    TableFold<LocksRow, Pick<LocksRow, "code">, DoorRecordedEvent, "DoorReport.locks">,
  ]
>;

/** Two tables, neither keyed by the door. */
export const doorReport: DoorReportReadModel = {
  name: "door_report",
  title: "DoorReport",
  version: 1,
  tables: [guestsTable, locksTable],
  sources: [{ codec: doorCodec, types: ["Opened", "Locked"] }],
  folds: [
    tableFoldOf("DoorReport.guests", guestsTable, {
      key: ({ data }: RecordedEvent<"Opened", OpenedData>) => ({ name: data.by }),
      fold: {
        Opened: (_recorded: unknown, row: { readonly visits: number } | null) => ({ visits: (row?.visits ?? 0) + 1 }),
      },
    }),
    tableFoldOf("DoorReport.locks", locksTable, {
      key: ({ data }: RecordedEvent<"Locked", { readonly code: number }>) =>
        data.code === 0 ? null : { code: data.code },
      fold: { Locked: ({ id }: RecordedEvent) => ({ door: id }) },
    }),
  ],
};
