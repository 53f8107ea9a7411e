import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EVENT_STORE_FAULTS, EVENT_STORE_LIBERTIES } from "../test-support/faults/event-store-faults.js";
import { INLINE_READ_MODEL_FAULTS } from "../test-support/faults/inline-read-model-faults.js";
import { LISTENER_STORE_FAULTS } from "../test-support/faults/listener-store-faults.js";
import { NOTIFIER_FAULTS } from "../test-support/faults/notifier-faults.js";
import { OUTCOME_STORE_FAULTS } from "../test-support/faults/outcome-store-faults.js";
import { READ_MODEL_STORE_FAULTS } from "../test-support/faults/read-model-store-faults.js";
import { collectSuite, failingTests } from "../test-support/faults/run-test.js";
import { SNAPSHOT_STORE_FAULTS } from "../test-support/faults/snapshot-store-faults.js";
import {
  eventStoreContract,
  inlineReadModelContract,
  listenerStoreContract,
  notifierContract,
  outcomeStoreContract,
  readModelStoreContract,
  snapshotStoreContract,
} from "./index.js";

const page = readFileSync(new URL("../../../../docs/adapters.md", import.meta.url), "utf8");
const name = "A broken one";
const close = async () => {};

type Suites = Readonly<Record<string, ReadonlyMap<string, () => void>>>;

const suites: Suites = {
  "event stores": registered(EVENT_STORE_FAULTS, (make) =>
    eventStoreContract({ name, open: async () => ({ store: make(), close }) }),
  ),
  "inline read models": registered(INLINE_READ_MODEL_FAULTS, (open) => inlineReadModelContract({ name, open })),
  "listener stores": registered(LISTENER_STORE_FAULTS, (make) =>
    listenerStoreContract({ name, open: async () => make() }),
  ),
  notifiers: registered(NOTIFIER_FAULTS, (make) =>
    notifierContract({ name, patienceMs: 60, open: async () => make() }),
  ),
  "outcome stores": registered(OUTCOME_STORE_FAULTS, (make) =>
    outcomeStoreContract({ name, open: async () => make() }),
  ),
  "read model stores": registered(READ_MODEL_STORE_FAULTS, (make) =>
    readModelStoreContract({ name, open: async () => make() }),
  ),
  "snapshot stores": registered(SNAPSHOT_STORE_FAULTS, (make) =>
    snapshotStoreContract({ name, open: async () => ({ store: make(), close }) }),
  ),
};

describe.each(Object.entries(suites))("docs/adapters.md, broken %s:", (kind, faults) => {
  const rows = rowsBelow(`### Broken ${kind}`);

  it("lists every fault", () => {
    expect(rows.map(([fault]) => fault)).toEqual([...faults.keys()]);
  });

  it.each(rows)("%s: is caught by %s", async (fault, test) => {
    const suite = collectSuite(faults.get(fault) ?? expect.unreachable);
    expect(await failingTests(suite, [test])).toEqual([test]);
  });
});

describe("the suite of event stores lets pass one in which", () => {
  it.each(Object.entries(EVENT_STORE_LIBERTIES))("%s", async (_, make) => {
    const open = async () => ({ store: make(), close });
    expect(await failingTests(collectSuite(() => eventStoreContract({ name, open, modelRuns: 5 })))).toEqual([]);
  });
});

function registered<Make>(
  faults: Readonly<Record<string, Make>>,
  register: (make: Make) => void,
): ReadonlyMap<string, () => void> {
  return new Map(Object.entries(faults).map(([fault, make]) => [fault, () => register(make)]));
}

/** The rows of the table below a heading of the page. */
function rowsBelow(heading: string): [fault: string, test: string][] {
  const section = page.split(`\n${heading}\n`)[1]?.split("\n#")[0] ?? "";
  const rows = section.matchAll(/^\| (.+) \| (.+) \|$/gm);
  return [...rows].map(([, fault = "", test = ""]): [string, string] => [fault, test]).slice(1);
}
