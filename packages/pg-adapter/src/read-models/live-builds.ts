import { nameOfTable, type ReadModelTable } from "@factum/core";
import type { Pool } from "pg";
import { readBuilds } from "./read-builds.js";

type OfReadModel = Pick<ReadModelTable, "readModel" | "version">;

/** Which builds were live when they were last asked for. */
export class LiveBuilds {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #known = new Map<string, number>();

  constructor(pool: Pool, schema: string) {
    this.#pool = pool;
    this.#schema = schema;
  }

  /** As known here; asks for it the first time. @throws {NotPreparedError} */
  async of(table: OfReadModel): Promise<number> {
    return this.#known.get(nameOf(table)) ?? this.#ask(table);
  }

  /** Asks whether another build than this one is live now. @throws {NotPreparedError} */
  async hasMoved(table: OfReadModel, build: number): Promise<boolean> {
    return (await this.#ask(table)) !== build;
  }

  async #ask({ readModel, version }: OfReadModel): Promise<number> {
    const { live } = await readBuilds(this.#pool, this.#schema, { name: readModel, version });
    this.#known.set(nameOf({ readModel, version }), live);
    return live;
  }
}

function nameOf({ readModel, version }: OfReadModel): string {
  return nameOfTable({ name: readModel, version });
}
