import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../codec/recorded-event.js";
import { tableFoldOf } from "./table-fold-of.js";

interface Row {
  readonly id: string;
  readonly count: number;
}

const table = { name: "report_counts", readModel: "report", version: 1, columns: [], key: ["id"], indexes: [] };
const recorded = (type: string): RecordedEvent => ({
  type,
  data: {},
  id: "a",
  streamId: "counter-a",
  version: 1,
  position: 1,
  eventId: "",
  recordedAt: "",
  metadata: {},
});

describe("A table of a read model with several", () => {
  const asked: string[] = [];
  const fold = tableFoldOf<Row, Pick<Row, "id">, RecordedEvent, "Report.counts">("Report.counts", table, {
    key(event: RecordedEvent) {
      asked.push(event.type);
      return { id: event.id };
    },
    fold: { Counted: (_event: RecordedEvent, row: { count: number } | null) => ({ count: (row?.count ?? 0) + 1 }) },
  });

  it("folds the events that it has handlers for", () => {
    expect(fold.key(recorded("Counted"))).toEqual({ id: "a" });
    expect(fold.fold(recorded("Counted"), { count: 1 })).toEqual({ count: 2 });
  });

  it.each(["Closed", "toString", "constructor", "__proto__"])("knows no row of %s, and asks for no key", (type) => {
    asked.length = 0;
    expect(fold.key(recorded(type))).toBeNull();
    expect(asked).toEqual([]);
    expect(fold.fold(recorded(type), { count: 1 })).toEqual({ count: 1 });
  });
});
