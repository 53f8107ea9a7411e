import { createHash } from "node:crypto";
import {
  type ReadModel,
  type ReadModelTable,
  type RecordedEvent,
  readAll,
  type StoredEvent,
  type TableFold,
} from "@factum/core";
import type { PgStore } from "../connect/open-pg.js";
import { movedIn, placesCodec } from "./chaos/chaos-events.js";

/** Rows that tell in which order their events were folded, by place and by kind. */
export const CHAINS: ReadModel = (() => {
  const folds = [
    foldOf("Chains.places", "chains_places", ({ streamId }) => streamId),
    foldOf("Chains.kinds", "chains_kinds", ({ data }) => (data as { readonly kind: string }).kind),
  ];
  return {
    name: "chains",
    title: "Chains",
    version: 1,
    tables: folds.map(({ table }) => table),
    folds,
    sources: [{ codec: placesCodec, types: ["Moved"] }],
    inline: true,
  };
})();

/** Rows that are not what the log comes to in the order of positions, one sentence each. */
export async function chainFaults(store: PgStore): Promise<string[]> {
  const expected = [new Map<string, string>(), new Map<string, string>()] as const;
  for await (const event of readAll(store.events)) {
    const { streamId } = event;
    for (const [rows, name] of [[expected[0], streamId] as const, [expected[1], movedIn(event).kind] as const]) {
      rows.set(name, link(rows.get(name), event));
    }
  }
  const faults: string[] = [];
  for (const [index, table] of CHAINS.tables.entries()) {
    const found = new Map((await store.readModels.query(table, {})).map(({ name, chain }) => [name, chain]));
    const chains = expected[index as 0 | 1];
    if (found.size !== chains.size) faults.push(`${table.name} has ${found.size} rows instead of ${chains.size}`);
    for (const [name, chain] of chains) {
      if (found.get(name) !== chain)
        faults.push(`${table.name} has ${found.get(name)} for ${name} instead of ${chain}`);
    }
  }
  return faults;
}

function foldOf(title: string, name: string, keyOf: (event: RecordedEvent) => string): TableFold {
  const text = { type: "text", nullable: false } as const;
  const table: ReadModelTable = {
    name,
    readModel: "chains",
    version: 1,
    columns: [
      { name: "name", ...text },
      { name: "chain", ...text },
    ],
    key: ["name"],
    indexes: [],
  };
  return {
    title,
    table,
    key: (event) => ({ name: keyOf(event) }),
    fold: (event, row) => ({ chain: link((row as { readonly chain: string } | null)?.chain, event) }),
  };
}

/** How many events there were, and a digest of which ones, in which order. */
function link(before: string | undefined, { eventId, position }: Pick<StoredEvent, "eventId" | "position">): string {
  const [count, digest] = (before ?? "0:").split(":");
  const next = createHash("sha1").update(`${digest} ${eventId} ${position}`).digest("hex").slice(0, 10);
  return `${Number(count) + 1}:${next}`;
}
