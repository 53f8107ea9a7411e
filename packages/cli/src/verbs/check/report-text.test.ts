import { expect, test } from "vitest";
import { reportText } from "./report-text.js";

const fine = {
  from: 1,
  reached: 1234,
  to: 1234,
  events: 1200,
  unreadable: 0,
  isComplete: true,
  groups: [],
  ungrouped: 0,
} as const;

test("a log that can be read is one line", () => {
  expect(reportText(fine)).toBe("1,200 events up to position 1,234: all can be read.\n");
});

test("a check that was stopped says how to go on", () => {
  expect(reportText({ ...fine, reached: 500, events: 1, isComplete: false })).toBe(
    "1 event up to position 500: all can be read.\nStopped at position 500 of 1,234. To go on: --from 501\n",
  );
});

test("findings come with their advice and examples, and steer no terminal", () => {
  const place = { category: "order", type: "Paid\u001b[2J", schemaVersion: 2 };
  const at = (position: number) => ({ ...place, position, streamId: "order-1\u202e", version: position });
  const text = reportText({
    ...fine,
    unreadable: 4,
    ungrouped: 1,
    groups: [
      {
        ...place,
        problem: "invalid-data",
        path: "items[].price",
        count: 3,
        examples: [
          { ...at(7), problem: "invalid-data", path: "items[0].price", message: "expected\nnumber" },
          { ...at(8), problem: "invalid-data", path: "", message: "expected object" },
        ],
      },
      {
        ...place,
        problem: "unknown-type",
        path: "",
        count: 1,
        examples: [{ ...at(9), problem: "unknown-type", path: "", message: "No schema for it." }],
      },
    ],
  });
  expect(text).toBe(`order / Paid\\u001b[2J, schema version 2: items[].price does not fit (3)
  Declare this schema version as it was when these were stored, and what it is now by .next(…).
    position 7  order-1\\u202e @ 7  items[0].price: expected\\u000anumber
    position 8  order-1\\u202e @ 8  (root): expected object
    and 1 more

order / Paid\\u001b[2J, schema version 2: no such event in the model (1)
  No schema for it.
    position 9  order-1\\u202e @ 9

1 finding of other kinds is not listed.

1,200 events up to position 1,234: 4 cannot be read.
`);
});
