import { randomInt } from "node:crypto";
import { type ListenerReport, type ReadModelBuilds, wait } from "@factum/core";
import type { EmbeddedPostgres } from "@factum/testing/pg";
import { openPg, type PgStore } from "../../connect/open-pg.js";
import type { ChaosRequest } from "./chaos-app.js";
import { anyMoved, anyPlace } from "./chaos-events.js";
import { ChaosWorkers } from "./chaos-workers.js";

const LEASE_MS = 600;
/** Appends of a few events each. */
const POISON_EVERY = 100;
const MODEL = { name: "stock", version: 1 };

/** Two processes that run the listeners, somebody who appends all the time, and everything that happens to them. */
export class Chaos {
  readonly store: PgStore;
  readonly #server: EmbeddedPostgres;
  readonly #request: Omit<ChaosRequest, "name">;
  readonly #appending: Promise<void>;
  #workers: ChaosWorkers;
  #isAppending = true;
  #blows = 0;
  #parked = 0;

  private constructor(
    server: EmbeddedPostgres,
    store: PgStore,
    { poison, ...request }: Omit<ChaosRequest, "name"> & { readonly poison: boolean },
  ) {
    this.#server = server;
    this.store = store;
    this.#request = request;
    this.#workers = new ChaosWorkers(request);
    this.#appending = this.#append(poison);
  }

  static async open(
    server: EmbeddedPostgres,
    schema: string,
    options: Pick<ChaosRequest, "shards" | "without"> & { readonly poison: boolean },
  ): Promise<Chaos> {
    const { connectionString } = server;
    const store = await openPg({ connectionString, schema });
    const request = { connectionString, schema, leaseMs: LEASE_MS, hasMedicine: false, ...options };
    const chaos = new Chaos(server, store, request);
    await chaos.#startWorkers(false);
    return chaos;
  }

  /** So many blows, one after another; what was parked is asked for again after each. */
  async strike(blows: number): Promise<void> {
    const kinds = [
      () => this.#workers.freezeOne(),
      () => this.#workers.killOne(),
      () => this.#cutConnections(),
      () => this.#workers.replaceOne(),
    ];
    for (let blow = 0; blow < blows; blow++) {
      await kinds[this.#blows++ % kinds.length]?.();
      await this.#replayAll();
    }
  }

  /** Freezes whoever runs the listener, again and again. */
  async freezeOwners(times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      const [report] = await this.#reports();
      await this.#workers.freezeOne(report?.shards[0]?.owner ?? undefined);
    }
  }

  /** Crashes the server, gives all processes the medicine, and has the read model rebuilt while everything goes on. */
  async crashAndRebuild(): Promise<void> {
    await this.#server.crashAndRestart();
    await this.#startWorkers(true);
    await this.#until(() => this.store.readModels.startBuild(MODEL).then(() => true));
  }

  /** Ends the chaos, has everything that was parked handled again, and waits until all is done. */
  async settle(): Promise<{ readonly events: number; readonly parked: number }> {
    this.#isAppending = false;
    await this.#appending;
    await this.#startWorkers(true);
    const end = await this.store.events.safePosition();
    await this.#replayAll();
    await this.#until(async () => {
      const [reports, { building }] = [await this.#reports(), await this.builds()];
      const isDone = ({ shards, deadLetters }: ListenerReport) =>
        deadLetters === 0 && shards.every(({ position }) => position >= end);
      return building === null && reports.every(isDone);
    });
    return { events: end, parked: this.#parked };
  }

  builds(): Promise<ReadModelBuilds> {
    return this.store.readModels.builds(MODEL);
  }

  async close(): Promise<void> {
    this.#isAppending = false;
    await this.#workers.killAll();
    await this.#appending;
    await this.store.close();
  }

  async #startWorkers(hasMedicine: boolean): Promise<void> {
    await this.#workers.killAll();
    this.#workers = new ChaosWorkers({ ...this.#request, hasMedicine });
    await this.#until(async () => {
      await Promise.all([this.#workers.start(), this.#workers.start()]);
      return true;
    });
  }

  async #cutConnections(): Promise<void> {
    await this.store.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like $1 and random() < 0.7`,
      [`${this.#request.schema} worker %`],
    );
    await wait(randomInt(200));
  }

  async #replayAll(): Promise<void> {
    for (const { name, deadLetters } of await this.#reports()) {
      if (deadLetters === 0) continue;
      this.#parked = Math.max(this.#parked, deadLetters);
      await this.store.listeners.replay(name);
    }
  }

  /** What is lost on the way is nobody's business here: the oracle goes by the log. */
  async #append(poison: boolean): Promise<void> {
    for (let append = 1; this.#isAppending; append++) {
      const isPoison = poison && append % POISON_EVERY === 0;
      const events = Array.from({ length: randomInt(1, 9) }, (_, index) => anyMoved(isPoison && index === 0));
      await this.store.events.append({ streamId: anyPlace(), expectedVersion: "any", events }).catch(() => {});
      await wait(5);
    }
  }

  async #reports(): Promise<readonly ListenerReport[]> {
    const reports = await this.store.listeners.reports();
    return reports.filter(({ name }) => name.startsWith("stock_v1"));
  }

  /** Asks again while it is not so, or the server is not back yet. */
  async #until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo().catch(() => false))) await wait(20);
  }
}
