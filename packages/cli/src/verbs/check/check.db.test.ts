import { randomUUID } from "node:crypto";
import type { JsonObject } from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CliProject, cliProject } from "../../../test-support/cli-project.js";
import { runCommand } from "../../../test-support/run-command.js";

const MODEL = `import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

// Where no rule about models sees it.
const hidden = (() => 0).constructor("return process")();
console.error("environment: " + JSON.stringify(hidden.env) + " " + hidden.argv.join(" "));

export default aggregate("Order", {
  id: z.uuid().lowercase(),
  state: z.object({}),
  initialState: {},
  events: {
    Placed: event({ customer: z.string() }).next({ customer: z.string(), total: z.int() }, (v1) => {
      if (v1.customer === "boom") throw new RangeError("no customer " + v1.customer);
      if (v1.customer === "hang") {
        console.error("hanging");
        for (;;);
      }
      return { ...v1, total: 0 };
    }),
    Paid: event({ items: z.array(z.object({ price: z.int() })) }),
  },
  commands: { Place: { data: {}, emits: ["Placed", "Paid"] } },
});
`;

interface Written {
  readonly type: string;
  readonly schemaVersion?: number;
  readonly data?: JsonObject;
  readonly category?: string;
}

describe("factum check", () => {
  let database: TestDatabase;
  let project: CliProject;
  let store: PgStore;
  let schema: string;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    project = orderProject();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    return () => store.close();
  });
  afterAll(() => database?.stop());

  it("finds nothing in a log that can be read, whatever schema version its events have", async () => {
    await write(
      { type: "Placed", data: { customer: "ada" } },
      { type: "Placed", schemaVersion: 2, data: { customer: "bob", total: 3, later: true } },
      { type: "Paid", data: { items: [{ price: 1 }] } },
    );
    const { code, out } = await check();
    expect(out).toBe("3 events up to position 3: all can be read.\n");
    expect(code).toBe(0);
  });

  it("finds every kind of fault, grouped, with places and paths", async () => {
    await write(
      { type: "Paid", data: { items: [{ price: 1 }, { price: "2" }] } },
      { type: "Paid", data: { items: [{ price: 0.5 }] } },
      { type: "Placed", data: { customer: "boom" } },
      { type: "Placed", data: { customer: "ada" } },
      { type: "Placed", schemaVersion: 3, data: {} },
      { type: "Shipped", data: {} },
      { type: "Opened", category: "invoice", data: {} },
    );
    const { code, out } = await check("--examples", "1");
    expect(code).toBe(1);
    expect(out.replace(/order-[0-9a-f-]{36}/g, "order-ID").replace(/invoice-[0-9a-f-]{36}/g, "invoice-ID")).toBe(
      `invoice / Opened, schema version 1: no aggregate has this category (1)
  ${unknown("Opened", 1, "invoice", "the categories order")}
    position 7  invoice-ID @ 1

order / Paid, schema version 1: items[].price does not fit (2)
  Declare this schema version as it was when these were stored, and what it is now by .next(…).
    position 1  order-ID @ 1  items[1].price: Invalid input: expected number, received string
    and 1 more

order / Placed, schema version 1: an upcaster fails (1)
  The upcaster of event Placed from schema version 1 to 2 threw. It has to take whatever was stored under the older version. Thrown: RangeError at src/order.model.ts:14:41.
    position 3  order-ID @ 1

order / Placed, schema version 3: no such schema version in the model (1)
  ${unknown("Placed", 3, "order", "Placed (1 to 2), Paid (1 to 1)")}
    position 5  order-ID @ 1

order / Shipped, schema version 1: no such event in the model (1)
  ${unknown("Shipped", 1, "order", "Placed (1 to 2), Paid (1 to 1)")}
    position 6  order-ID @ 1

7 events up to position 7: 6 cannot be read.
`,
    );
  });

  it("prints JSON for scripts, from a position on", async () => {
    await write({ type: "Shipped" }, { type: "Shipped" }, { type: "Paid", data: { items: 1 } });
    const { code, out } = await check("--format", "json", "--from", "2");
    expect(code).toBe(1);
    const report = JSON.parse(out) as { findings: { examples: { position: number }[] }[] };
    expect(report).toMatchObject({ complete: true, from: 2, reached: 3, to: 3, next: null, events: 2, unreadable: 2 });
    expect(report).toMatchObject({
      findings: [
        { category: "order", type: "Paid", schemaVersion: 1, problem: "invalid-data", path: "items", count: 1 },
        { category: "order", type: "Shipped", problem: "unknown-type", path: "", count: 1 },
      ],
    });
    expect(report.findings[1]?.examples.map(({ position }) => position)).toEqual([2]);
  });

  it("tells the project's code nothing of the database", async () => {
    await write({ type: "Paid", data: { items: [] } });
    const { code, err } = await check();
    expect(code).toBe(0);
    expect(err).toContain("environment: ");
    expect(err).not.toContain(database.connectionString);
    expect(err).not.toContain("DATABASE_URL");
  });

  it("stops at Ctrl-C, even if the project's code hangs, and says how to go on", async () => {
    const fine = Array.from({ length: 1000 }, () => ({ type: "Placed", data: { customer: "ada" } }));
    await write(...fine, { type: "Placed", data: { customer: "hang" } });
    const { code, out } = await runCommand(arguments_(), {}, (text, kill) => {
      if (text.includes("hanging")) kill("SIGINT");
    });
    const [, reached = "", next = ""] =
      /Stopped at position ([\d,]+) of 1,001\. To go on: --from (\d+)\n$/.exec(out) ?? [];
    expect(["0", "500", "1,000"]).toContain(reached);
    expect(Number(next)).toBe(Number(reached.replace(",", "")) + 1);
    expect(code).toBe(130);
  });

  it("says what to do where there is no store, no project, or no fresh code", async () => {
    const empty = await runCommand([...arguments_().slice(0, -1), database.freshSchema()]);
    expect(empty).toMatchObject({ code: 1, out: "" });
    expect(empty.err).toContain("Run `factum db migrate`");

    project.write("src/generated/registry.ts", `${project.read("src/generated/registry.ts")}// edited\n`);
    const refused = await check();
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain(
      "Generated code is stale, so the check would say little:\n  src/generated/registry.ts\n" +
        `Run \`npx factum generate ${project.folder}\` first.`,
    );
    expect((await runCommand(["check", "/no/such/folder", ...arguments_().slice(2)])).err).toContain(
      "There is no folder src in /no/such/folder",
    );
    expect((await runCommand(["check", project.folder])).err).toContain("Which database? Give --database");
    expect((await runCommand([...arguments_(), "--from", "0"])).err).toContain("Give a whole number from 1.");
  });

  function check(...more: readonly string[]) {
    return runCommand([...arguments_(), ...more]);
  }

  function arguments_(): string[] {
    return ["check", project.folder, "--database", database.connectionString, "--schema", schema];
  }

  /** Each event in a stream of its own, as any build may have written it. */
  async function write(...events: readonly Written[]): Promise<void> {
    await store.events.appendAll(
      events.map(({ type, schemaVersion = 1, data = {}, category = "order" }) => ({
        streamId: `${category}-${randomUUID()}`,
        expectedVersion: 0,
        events: [{ eventId: randomUUID(), type, schemaVersion, data, metadata: {} }],
      })),
    );
  }
});

function orderProject(): CliProject {
  const project = cliProject({ "src/order.model.ts": MODEL });
  const generated = project.factum("generate");
  if (generated.code !== 0) throw new Error(generated.err);
  return project;
}

function unknown(type: string, schemaVersion: number, category: string, known: string): string {
  return (
    `No schema for event "${type}" (schema version ${schemaVersion}) of category "${category}"; known here: ${known}. ` +
    "It was written by a newer build, or the model lost an event that is stored: start the newer build, declare the " +
    'event again, or have such events skipped (unknownEvents: "skip").'
  );
}
