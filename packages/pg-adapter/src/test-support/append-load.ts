import { randomInt } from "node:crypto";
import { type Append, type AppendOutcome, type ExpectedVersion, type NewEvent, uuidv7 } from "@factum/core";
import type { Pool } from "pg";
import type { PgEventStore } from "../pg-event-store.js";
import { anEvent } from "./events.js";
import type { Place } from "./stored-places.js";

/** What became of one append: its outcome, or the error that its caller saw. */
export interface LoadResult {
  readonly append: Append;
  readonly outcome: AppendOutcome | Error;
}

/** Shuffled appends over a few streams and some new ones, of every expected-version form. */
export class AppendLoad {
  readonly results: LoadResult[] = [];
  readonly #streamIds = Array.from({ length: 10 }, (_, index) => `load-${index}`);
  /** As last heard of, so that exact versions are right now and then. */
  readonly #versions = new Map<string, number>();
  readonly #appendIds = Array.from({ length: 6 }, () => uuidv7());

  /** Single appends and groups, all at once. */
  async viaStore(events: PgEventStore): Promise<void> {
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        if (randomInt(2) === 0) {
          const append = this.#anyAppend(this.#anyStream());
          this.#record([append], await outcomesOf(events.append(append).then((outcome) => [outcome])));
        } else {
          const appends = this.#shuffledAppends();
          this.#record(appends, await outcomesOf(events.appendAll(appends)));
        }
      }),
    );
  }

  /** A transaction of the caller's own, which locks its streams in `calls` calls, and is sometimes rolled back. */
  async viaTransaction(events: PgEventStore, pool: Pool, calls: number): Promise<void> {
    const client = await pool.connect();
    const done: LoadResult[] = [];
    try {
      await client.query("begin isolation level read committed");
      for (let call = 0; call < calls; call++) {
        const appends = this.#shuffledAppends();
        const outcomes = await events.appendWithin(client, appends);
        done.push(...resultsOf(appends, outcomes));
      }
      const commits = randomInt(5) > 0;
      await client.query(commits ? "commit" : "rollback");
      if (commits) this.results.push(...done);
    } catch (error) {
      await client.query("rollback");
      this.results.push(...done.map(({ append }) => ({ append, outcome: error as Error })));
      if (done.length === 0) this.results.push({ append: this.#anyAppend("load-0"), outcome: error as Error });
    } finally {
      client.release();
    }
  }

  /** Errors that callers saw. */
  errors(): Error[] {
    return this.results.flatMap(({ outcome }) => (outcome instanceof Error ? [outcome] : []));
  }

  /** Answers that the log does not bear out, one sentence each. */
  contradictions(places: ReadonlyMap<string, Place>): string[] {
    return this.results.flatMap(({ append, outcome }) => {
      if (outcome instanceof Error) return append.events.filter(({ eventId }) => places.has(eventId)).map(wasRefused);
      if (outcome.status !== "stored")
        return append.events.filter(({ eventId }) => places.has(eventId)).map(wasRefused);
      return append.events.flatMap(({ eventId }, index): string[] => {
        const place: Place = `${append.streamId}@${outcome.version - append.events.length + 1 + index}`;
        const found = places.get(eventId);
        return found === place ? [] : [`event ${eventId} was stored at ${place}, and stands at ${found}`];
      });
    });
  }

  #record(appends: readonly Append[], outcomes: readonly AppendOutcome[] | Error): void {
    const results =
      outcomes instanceof Error
        ? appends.map((append) => ({ append, outcome: outcomes }))
        : resultsOf(appends, outcomes);
    this.results.push(...results);
    for (const { append, outcome } of results) {
      if (!(outcome instanceof Error)) this.#versions.set(append.streamId, outcome.version);
    }
  }

  #shuffledAppends(): Append[] {
    return Array.from({ length: 2 + randomInt(5) }, () => this.#anyAppend(this.#anyStream()));
  }

  #anyStream(): string {
    // One in eight is new; the others may have been created by anyone.
    const known = this.#streamIds[randomInt(this.#streamIds.length)] ?? "load-0";
    if (randomInt(8) > 0) return known;
    const created = `load-${uuidv7()}`;
    this.#streamIds[randomInt(this.#streamIds.length)] = created;
    return created;
  }

  #anyAppend(streamId: string): Append {
    const events: NewEvent[] = Array.from({ length: randomInt(4) }, () => anEvent());
    const append = { streamId, expectedVersion: this.#anyExpectedVersion(streamId), events };
    const appendId = this.#appendIds[randomInt(this.#appendIds.length)];
    return randomInt(10) === 0 && appendId !== undefined ? { ...append, appendId } : append;
  }

  #anyExpectedVersion(streamId: string): ExpectedVersion {
    const forms: ExpectedVersion[] = ["any", "any", "stream-exists", "no-stream", this.#versions.get(streamId) ?? 0];
    return forms[randomInt(forms.length)] ?? "any";
  }
}

function resultsOf(appends: readonly Append[], outcomes: readonly AppendOutcome[]): LoadResult[] {
  return appends.map((append, index) => ({ append, outcome: outcomes[index] ?? new Error("no outcome") }));
}

function outcomesOf(outcomes: Promise<readonly AppendOutcome[]>): Promise<readonly AppendOutcome[] | Error> {
  return outcomes.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}

function wasRefused({ eventId }: NewEvent): string {
  return `event ${eventId} was not stored by its append's answer, and stands in the log`;
}
