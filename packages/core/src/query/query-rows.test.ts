import { beforeEach, describe, expect, it } from "vitest";
import type { ReadModel, TableFold } from "../listener/read-model.js";
import { tableFoldOf } from "../listener/table-fold-of.js";
import { MemoryListenerStore } from "../memory/memory-listener-store.js";
import { MemoryReadModelStore } from "../memory/memory-read-model-store.js";
import type { ReadModelTable, TableChanges } from "../ports/read-model-store.js";
import { nameOfBuild } from "../values/name-of-build.js";
import { queryRows } from "./query-rows.js";

interface RoomRow {
  readonly roomId: string;
  readonly floor: number;
  readonly guest: string | null;
}
interface FloorRow {
  readonly floor: number;
  readonly rooms: number;
}

const rooms: ReadModelTable = {
  name: "hotel_rooms",
  readModel: "hotel",
  version: 1,
  columns: [
    { name: "roomId", type: "text", nullable: false },
    { name: "floor", type: "integer", nullable: false },
    { name: "guest", type: "text", nullable: true },
  ],
  key: ["roomId"],
  indexes: [],
};
const floors: ReadModelTable = {
  name: "hotel_floors",
  readModel: "hotel",
  version: 1,
  columns: [
    { name: "floor", type: "integer", nullable: false },
    { name: "rooms", type: "integer", nullable: false },
  ],
  key: ["floor"],
  indexes: [],
};
const handlers = { key: () => null, fold: {} };

const hotel: ReadModel<
  readonly [
    TableFold<RoomRow, Pick<RoomRow, "roomId">, never, "Hotel.rooms">,
    TableFold<FloorRow, Pick<FloorRow, "floor">, never, "Hotel.floors">,
  ]
> = {
  name: "hotel",
  title: "Hotel",
  version: 1,
  tables: [rooms, floors],
  sources: [],
  folds: [tableFoldOf("Hotel.rooms", rooms, handlers), tableFoldOf("Hotel.floors", floors, handlers)],
};

const ROOMS: readonly RoomRow[] = [
  { roomId: "101", floor: 1, guest: "ada" },
  { roomId: "102", floor: 1, guest: null },
  { roomId: "201", floor: 2, guest: "eve" },
];

describe("Queries of a read model", () => {
  let store: MemoryReadModelStore;

  beforeEach(async () => {
    store = await storeWith([
      { table: rooms, upserts: ROOMS.map((row) => ({ ...row })), deletes: [] },
      { table: floors, upserts: [{ floor: 1, rooms: 2 }], deletes: [] },
    ]);
  });

  it("find all rows by their key, or those that are asked for", async () => {
    const found = queryRows(store, hotel, "rooms");
    expect(await found.find()).toEqual(ROOMS);
    expect(
      await found.find({ where: { floor: 1 }, orderBy: [{ column: "roomId", descending: true }], limit: 1 }),
    ).toEqual([ROOMS[1]]);
    expect(await found.find({ where: { guest: { in: ["eve", "bob"] } } })).toEqual([ROOMS[2]]);
  });

  it("get the row of a key, or none", async () => {
    expect(await queryRows(store, hotel, "floors").get({ floor: 1 })).toEqual({ floor: 1, rooms: 2 });
    expect(await queryRows(store, hotel, "floors").get({ floor: 2 })).toBeUndefined();
  });

  it("count rows, all of them or those that are asked for", async () => {
    const found = queryRows(store, hotel, "rooms");
    expect(await found.count()).toBe(3);
    expect(await found.count({ guest: null })).toBe(1);
    expect(await found.count({ floor: { gte: 2 } })).toBe(1);
  });

  it("name no table where there is but one", async () => {
    const [fold] = hotel.folds;
    const alone = { ...hotel, tables: [rooms], folds: [fold] } as const;
    expect(await queryRows(store, alone).count()).toBe(3);
  });

  it("refuse a table that is not there, before anything is asked", () => {
    expect(() => queryRows(store, hotel, "floor" as "floors")).toThrow(
      "Hotel has no table floor. There are: Hotel.rooms, Hotel.floors.",
    );
    expect(() => queryRows(store, hotel as never)).toThrow("Hotel has several tables; name one of");
  });
});

async function storeWith(changes: readonly TableChanges[]): Promise<MemoryReadModelStore> {
  const listeners = new MemoryListenerStore();
  const store = new MemoryReadModelStore({ listeners });
  await store.prepare(hotel);
  const name = nameOfBuild(hotel, 1);
  await listeners.declare({ name, kind: "read-model", shards: 1, tables: [] });
  const [lease] = await listeners.acquire({ listeners: [name], owner: "the test", ttlMs: 60_000 });
  if (lease === undefined) throw new TypeError("Nobody else can hold the lease.");
  await store.commit({ lease, from: 0, to: 1, parked: [], replayed: [] }, 1, changes);
  return store;
}
