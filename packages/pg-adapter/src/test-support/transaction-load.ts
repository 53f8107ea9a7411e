import { randomInt } from "node:crypto";
import { type NewEvent, wait } from "@factum/core";
import pg from "pg";
import { isConnectionLoss } from "../errors/pg-errors.js";
import { appendOn } from "./append-on.js";
import { anEvent } from "./events.js";

const STREAMS = 500;

/** The fate of a transaction, as far as its client knows. */
type Fate = "committed" | "rolled back" | "unknown";

export interface TransactionLoadOptions {
  readonly connectionString: string;
  readonly schema: string;
  /** Events to commit, all writers together. */
  readonly events: number;
  readonly writers: number;
  /** Called when half of them are committed. */
  readonly onHalf?: () => Promise<void>;
}

/**
 * Writers with transactions of every kind: one to three appends, savepoints, commits delayed, rolled back, prepared and
 * decided by another connection, backends killed in the middle, and servers that go away.
 */
export class TransactionLoad {
  /** Per fate, the events of each transaction. */
  readonly transactions: Record<Fate, NewEvent[][]> = { committed: [], "rolled back": [], unknown: [] };
  readonly kinds = new Map<string, number>();
  readonly #options: TransactionLoadOptions;
  #committed = 0;
  #half: Promise<void> | undefined;

  constructor(options: TransactionLoadOptions) {
    this.#options = options;
  }

  /** Resolves when enough is committed, and no transaction is left open or prepared. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.writers }, (_, writer) => this.#write(`writer-${writer}`)));
    await this.#half;
  }

  /** What the clients were told and the log does not bear out, one sentence each. */
  contradictions(stored: ReadonlySet<string>): string[] {
    const { committed, "rolled back": rolledBack, unknown } = this.transactions;
    const areStored = (events: readonly NewEvent[]) => events.filter(({ eventId }) => stored.has(eventId)).length;
    return [
      ...committed
        .filter((events) => areStored(events) < events.length)
        .map(sentence("was committed, and is not whole")),
      ...rolledBack.filter((events) => areStored(events) > 0).map(sentence("was rolled back, and is there")),
      ...unknown
        .filter((events) => areStored(events) > 0 && areStored(events) < events.length)
        .map(sentence("is there in part")),
    ];
  }

  async #write(writer: string): Promise<void> {
    for (let client = await this.#connect(); this.#committed < this.#options.events; ) {
      const events: NewEvent[] = [];
      let fate: Fate;
      try {
        fate = await this.#transaction(client, events, writer);
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        fate = "unknown";
        client = await this.#reconnect(writer);
      }
      this.transactions[fate].push(events);
      if (fate === "committed") this.#committed += events.length;
      if (this.#committed >= this.#options.events / 2) this.#half ??= this.#options.onHalf?.();
      if (this.#committed >= this.#options.events) await client.end();
    }
  }

  /** @param events filled with those that the transaction would commit */
  async #transaction(client: pg.Client, events: NewEvent[], writer: string): Promise<Fate> {
    await client.query("begin");
    // Streams in rising order: two transactions that lock several never wait for each other in a ring.
    const streams = Array.from({ length: 1 + randomInt(3) }, () => randomInt(STREAMS)).sort((a, b) => a - b);
    for (const stream of streams) await this.#append(client, stream, events);
    if (randomInt(3) === 0) await wait(randomInt(6));
    return this.#end(client, writer);
  }

  async #append(client: pg.Client, stream: number, events: NewEvent[]): Promise<void> {
    const appended = Array.from({ length: 1 + randomInt(6) }, () => anEvent());
    const streamId = `stress-${String(stream).padStart(5, "0")}`;
    const isTakenBack = randomInt(8) === 0;
    if (isTakenBack) await client.query("savepoint taken_back");
    await appendOn(client, this.#options.schema, { streamId, expectedVersion: "any", events: appended });
    if (!isTakenBack) events.push(...appended);
    else await client.query("rollback to taken_back");
    this.#count(isTakenBack ? "savepoint" : "append");
  }

  async #end(client: pg.Client, writer: string): Promise<Fate> {
    const kind = randomInt(24);
    if (randomInt(100) === 0) {
      this.#count("killed");
      await client.query("select pg_terminate_backend(pg_backend_pid())");
    }
    if (kind < 2) {
      this.#count("prepared");
      await client.query(`prepare transaction '${writer}'`);
      const fate = kind === 0 ? "committed" : "rolled back";
      await wait(randomInt(6));
      await client.query(`${fate === "committed" ? "commit" : "rollback"} prepared '${writer}'`);
      return fate;
    }
    const fate = kind < 6 ? "rolled back" : "committed";
    this.#count(fate);
    await client.query(fate === "committed" ? "commit" : "rollback");
    return fate;
  }

  /** Connects again, and decides what was prepared and outlived the connection: it still holds its streams. */
  async #reconnect(writer: string): Promise<pg.Client> {
    for (;;) {
      const client = await this.#connect();
      try {
        const { rowCount } = await client.query("select from pg_prepared_xacts where gid = $1", [writer]);
        if (rowCount === 1) await client.query(`commit prepared '${writer}'`);
        return client;
      } catch (error) {
        // The server crashed just now, and so the new connection broke as well.
        if (!isConnectionLoss(error)) throw error;
      }
    }
  }

  /** Tries until the server is there. */
  async #connect(): Promise<pg.Client> {
    for (;;) {
      const client = new pg.Client(this.#options.connectionString);
      client.on("error", () => {}); // Its statements fail as well, and tell.
      try {
        await client.connect();
        return client;
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        await wait(20);
      }
    }
  }

  #count(kind: string): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
  }
}

function sentence(what: string): (events: readonly NewEvent[]) => string {
  return (events) => `the transaction of event ${events[0]?.eventId} ${what}`;
}
