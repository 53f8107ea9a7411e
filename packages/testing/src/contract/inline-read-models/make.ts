import {
  type AnyTableFold,
  type Append,
  type Column,
  type EventCodec,
  type EventStore,
  foldRows,
  type JsonObject,
  type NewEvent,
  type ReadModel,
  type ReadModelStore,
  type ReadModelTable,
  type RecordedEvent,
  type Row,
  recordedEvent,
  uuidv7,
} from "@factum/core";
import { newEvent, newStream } from "../event-store/make.js";

/** What the tests work on. */
export interface Stores {
  readonly events: EventStore;
  readonly readModels: ReadModelStore;
}

/** Read models that no other suite knows, and a category of their own. */
export interface InlineModels {
  readonly category: string;
  /** A row for each account that is not closed. */
  readonly balances: ReadModel;
  /** A row for each branch, which many accounts share, and in a second table the last branch of each account. */
  readonly branches: ReadModel;
  /** Keyed by what the store adds to an event. */
  readonly places: ReadModel;
  /** For the tests of builds alone: no other one's events are followed by it. */
  readonly rebuilt: ReadModel;
  readonly all: readonly ReadModel[];
}

/** Events that their handlers cannot handle. */
export const BROKEN = {
  /** The handler throws. */
  throwing: () => newEvent({}, "Threw"),
  /** The row does not fit its table. */
  misfit: () => newEvent({}, "Misfitted"),
  /** Both read models follow it; the one that comes second throws. */
  throwingInBranches: (branch: string) => newEvent({ branch, cents: 1, throws: true }, "Paid"),
};

export function makeModels(): InlineModels {
  const id = uuidv7().replaceAll("-", "_");
  const category = `inline${id.replaceAll("_", "")}`;
  const codec = plainCodec(category);
  const name = {
    balances: `balances_${id}`,
    branches: `branches_${id}`,
    places: `places_${id}`,
    rebuilt: `rebuilt_${id}`,
  };

  const balances = tableOf(name.balances, name.balances, {
    account: "text",
    cents: "integer",
    payments: "integer",
    last: "json",
  });
  const branches = tableOf(`${name.branches}_all`, name.branches, {
    branch: "text",
    cents: "integer",
    payments: "integer",
  });
  const accounts = tableOf(`${name.branches}_of`, name.branches, { account: "text", branch: "text" });

  const marks = tableOf(name.rebuilt, name.rebuilt, { account: "text", marks: "integer" });
  const places = tableOf(name.places, name.places, { place: "text", events: "integer" });

  const ofBalances = foldOf("Balances", balances, ({ id: account }) => ({ account }), {
    Paid: (event, row) => ({
      cents: numberIn(row, "cents") + numberIn(event.data, "cents"),
      payments: numberIn(row, "payments") + 1,
      last: { version: event.version, position: event.position, at: event.recordedAt },
    }),
    Closed: () => null,
    Threw() {
      throw new TypeError("Nobody can handle this.");
    },
    Misfitted: () => ({ cents: "many", payments: 1, last: {} }),
  });
  const ofBranches = foldOf("Branches.all", branches, ({ data }) => pick(data, "branch"), {
    Paid(event, row) {
      if ((event.data as JsonObject).throws === true) throw new TypeError("This branch takes no money.");
      const cents = numberIn(row, "cents") + numberIn(event.data, "cents");
      return { cents, payments: numberIn(row, "payments") + 1 };
    },
  });
  const ofAccounts = foldOf("Branches.of", accounts, ({ id: account }) => ({ account }), {
    Paid: ({ data }) => pick(data, "branch"),
    Closed: () => null,
  });

  const ofPlaces = foldOf(
    "Places",
    places,
    ({ data, position, recordedAt, version }) => {
      const by = (data as JsonObject).by;
      return { place: by === "position" ? String(position) : by === "time" ? recordedAt : `version ${version}` };
    },
    { Placed: () => ({ events: 1 }) },
  );

  const ofMarks = foldOf("Rebuilt", marks, ({ id: account }) => ({ account }), {
    Marked: (_event, row) => ({ marks: numberIn(row, "marks") + 1 }),
  });

  const model = (title: string, as: string, folds: readonly AnyTableFold[], types: readonly string[]): ReadModel => ({
    name: as,
    title,
    version: 1,
    inline: true,
    tables: folds.map(({ table }) => table),
    sources: [{ codec, types }],
    folds,
  });
  const models = {
    balances: model("Balances", name.balances, [ofBalances], ["Paid", "Closed", "Threw", "Misfitted"]),
    branches: model("Branches", name.branches, [ofBranches, ofAccounts], ["Paid", "Closed"]),
    places: model("Places", name.places, [ofPlaces], ["Placed"]),
    rebuilt: model("Rebuilt", name.rebuilt, [ofMarks], ["Marked"]),
  };
  return { category, ...models, all: Object.values(models) };
}

/** A payment into an account, booked at a branch. */
export function paid(branch: string, cents = 1): NewEvent {
  return newEvent({ branch, cents }, "Paid");
}

export const closed = (): NewEvent => newEvent({}, "Closed");

export function appendOf(streamId: string, ...events: readonly NewEvent[]): Append {
  return { streamId, expectedVersion: "any", events };
}

/** An account of its own at a branch of its own. */
export function newAccount({ category }: InlineModels): { streamId: string; account: string; branch: string } {
  const streamId = newStream(category);
  return { streamId, account: streamId.slice(category.length + 1), branch: uuidv7() };
}

/** The rows of one of a model's tables that have this value in this column. */
export function rowsWith(
  { readModels }: Stores,
  model: ReadModel,
  where: Row,
  table: ReadModelTable | undefined = model.tables[0],
): Promise<readonly Row[]> {
  if (table === undefined) throw new TypeError(`${model.title} has no such table.`);
  return readModels.query(table, { where });
}

/** The rows that a plain fold of these streams leads to, one array a table. */
export async function foldedRows({ events }: Stores, model: ReadModel, streams: readonly string[]): Promise<Row[][]> {
  const codecs = new Map(model.sources.map((source) => [source.codec.category, source]));
  const recorded: RecordedEvent[] = [];
  for (const streamId of streams) {
    const source = codecs.get(streamId.slice(0, streamId.indexOf("-")));
    for await (const stored of events.readStream(streamId)) {
      if (source?.types.includes(stored.type) === true) recorded.push(recordedEvent(stored, source.codec));
    }
  }
  recorded.sort((a, b) => a.position - b.position);
  const fold = foldRows(model, recorded);
  return fold.onto(fold.tables.map(() => [])).map(({ upserts }) => [...upserts]);
}

/** Rows in one order, for comparisons. */
export function sorted(rows: readonly Row[], by: string): Row[] {
  return [...rows].sort((a, b) => (String(a[by]) < String(b[by]) ? -1 : 1));
}

function tableOf(name: string, readModel: string, columns: Readonly<Record<string, Column["type"]>>): ReadModelTable {
  const [key = ""] = Object.keys(columns);
  return {
    name,
    readModel,
    version: 1,
    columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, nullable: false })),
    key: [key],
    indexes: [],
  };
}

type Handler = (event: RecordedEvent, row: Row | null) => Row | null;

function foldOf(
  title: string,
  table: ReadModelTable,
  key: (event: RecordedEvent) => Row,
  handlers: Readonly<Record<string, Handler>>,
): AnyTableFold {
  return {
    title,
    table,
    key: (event: RecordedEvent) => (event.type in handlers ? key(event) : null),
    fold: (event: RecordedEvent, row: Row | null) => handlers[event.type]?.(event, row) ?? null,
  };
}

function numberIn(from: unknown, field: string): number {
  return Number((from as JsonObject | null)?.[field] ?? 0);
}

function pick(data: unknown, field: string): Row {
  return { [field]: String((data as JsonObject)[field]) };
}

/** Takes data as they are. */
function plainCodec(category: string): EventCodec {
  return {
    category,
    encode: ({ type, data }) => ({ type, schemaVersion: 1, data: data as JsonObject }),
    storedTypesOf: (type) => [type],
    reads: () => true,
    decode: ({ type, data }) => ({ type, data }),
  };
}
