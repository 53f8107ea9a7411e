import { isDeepStrictEqual } from "node:util";
import type { Listener, Row, StoredEvent } from "@factum/core";
import { describeDifference } from "../describe/describe-difference.js";
import { describeTableRows } from "../describe/describe-tables.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "../free-checks/check-failure.js";
import type { Checks, ProjectionCheck } from "../free-checks/checks.js";
import { nextMillisecond } from "../free-checks/next-millisecond.js";
import { runListener } from "../listener-run.js";
import { specFailure } from "../spec-failure.js";
import type { ProjectionStore } from "./projection-spec.js";
import { ProjectionTables } from "./projection-tables.js";

type Rows = readonly (readonly Row[])[];

/** Has a projection handle events from the first one on, as often as one likes. */
export class ProjectionRuns {
  readonly tables: ProjectionTables;
  readonly #projection: Listener;
  readonly #store: ProjectionStore;

  private constructor(projection: Listener, store: ProjectionStore, tables: ProjectionTables) {
    this.#projection = projection;
    this.#store = store;
    this.tables = tables;
  }

  static async open(projection: Listener, store: ProjectionStore, schema: string): Promise<ProjectionRuns> {
    const names = (await projection.resolve()).flatMap(({ declaration }) => declaration.tables);
    return new ProjectionRuns(projection, store, new ProjectionTables(projection.title, names, store.pool, schema));
  }

  /** The rows after all events, having checked that they follow from the events alone. */
  async checkedRows(events: readonly StoredEvent[], checks: Checks<ProjectionCheck>): Promise<Rows> {
    const { title } = this.#projection;
    const atOnce = await this.#rowsAfter([events]);
    if (checks.has("any-split") && events.length > 1) {
      this.#assertSame("any-split", atOnce, await this.#rowsAfter(events.map((event) => [event])), {
        what: `${title}'s rows depend on the batches that its events come in.`,
        sides: "All events at once (-), and one by one (+)",
        hint: "Every event is handled in a transaction that may hold others: keep nothing in variables from one to the next.",
      });
    }
    if (checks.has("same-again") && events.length > 0) {
      nextMillisecond();
      this.#assertSame("same-again", atOnce, await this.#rowsAfter([events]), {
        what: `${title}'s rows are other ones when it is replayed.`,
        sides: "Once (-), and again from the first event (+)",
        hint: "Take times and ids from the event, not from the database, and declare all tables that are written to.",
      });
    }
    return atOnce;
  }

  async #rowsAfter(batches: readonly (readonly StoredEvent[])[]): Promise<Rows> {
    const { listeners } = this.#store;
    const run = await runListener(this.#projection, listeners, ({ declaration }) => this.#empty(declaration.name));
    try {
      for (const batch of batches) await run.handle(batch).catch(handlerFailed);
      return await this.tables.read();
    } finally {
      // Else the next one would take what was handled here for somebody's work.
      await listeners.reset(run.runnable.declaration.name);
    }
  }

  /** @throws {Error} if the projection has handled events outside of specs, whose rows would be lost */
  async #empty(name: string): Promise<void> {
    const { listeners } = this.#store;
    const handled = (await listeners.checkpoints([name])).find(({ position }) => position > 0);
    if (handled === undefined) return listeners.reset(name);
    throw new Error(
      `${this.#projection.title} has handled events up to position ${handled.position} in this database. ` +
        "A spec would empty its tables: give it a database for tests, or reset the projection.",
    );
  }

  #assertSame(check: ProjectionCheck, first: Rows, second: Rows, { what, sides, hint }: Words): void {
    if (isDeepStrictEqual(first, second)) return;
    const describe = (rows: Rows) => describeTableRows(this.tables.names, rows);
    const difference = indent(describeDifference(describe(first), describe(second)));
    throw checkFailure(check, {
      message: [what, sides, difference, hint].join("\n"),
      actual: second,
      expected: first,
    });
  }
}

interface Words {
  readonly what: string;
  readonly sides: string;
  readonly hint: string;
}

function handlerFailed(cause: unknown): never {
  throw specFailure({ message: cause instanceof Error ? cause.message : String(cause), cause });
}
