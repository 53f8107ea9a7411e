import {
  assertDeclaration,
  assertLeaseRequest,
  assertMove,
  assertTtl,
  type CheckpointMove,
  type DeadLetter,
  type Lease,
  type LeaseKey,
  type LeaseReport,
  type LeaseRequest,
  type ListenerControl,
  type ListenerDeclaration,
  type ListenerFailure,
  type ListenerReport,
  type ListenerStore,
  type ShardCheckpoint,
  UnknownListenerError,
} from "@factum/core";
import type { Pool } from "pg";
import { acquireLeases } from "./listeners/acquire-leases.js";
import { ControlledListener } from "./listeners/controlled-listener.js";
import { deadLetters, deadLettersOf } from "./listeners/dead-letters.js";
import { declareListener } from "./listeners/declare-listener.js";
import { isListener } from "./listeners/is-listener.js";
import { listenerReports } from "./listeners/listener-reports.js";
import { moveCheckpoint } from "./listeners/move-checkpoint.js";
import { pauseFailed } from "./listeners/pause-failed.js";
import { readCheckpoints } from "./listeners/read-checkpoints.js";
import { releaseLeases } from "./listeners/release-leases.js";
import { renewLeases } from "./listeners/renew-leases.js";
import { reshardListener } from "./listeners/reshard-listener.js";
import { commitStatement } from "./read-models/commit-batch.js";
import { schemaName } from "./values/schema-name.js";

/** Leases, checkpoints and dead letters of listeners in Postgres, and what an operator may do to them. */
export class PgListenerStore implements ListenerStore, ListenerControl {
  readonly #pool: Pool;
  readonly #schema: string;

  constructor({ pool, schema }: { readonly pool: Pool; readonly schema?: string }) {
    this.#pool = pool;
    this.#schema = schemaName(schema);
  }

  async declare(listener: ListenerDeclaration): Promise<void> {
    assertDeclaration(listener);
    await declareListener(this.#pool, this.#schema, listener);
  }

  async acquire(request: LeaseRequest): Promise<readonly Lease[]> {
    assertLeaseRequest(request);
    return request.listeners.length === 0 ? [] : acquireLeases(this.#pool, this.#schema, request);
  }

  async renew(reports: readonly LeaseReport[], ttlMs: number): Promise<readonly LeaseKey[]> {
    assertTtl(ttlMs);
    return reports.length === 0 ? [] : renewLeases(this.#pool, this.#schema, reports, ttlMs);
  }

  async release(leases: readonly LeaseKey[]): Promise<void> {
    if (leases.length > 0) await releaseLeases(this.#pool, this.#schema, leases);
  }

  async checkpoints(listeners: readonly string[]): Promise<readonly ShardCheckpoint[]> {
    return listeners.length === 0 ? [] : readCheckpoints(this.#pool, this.#schema, listeners);
  }

  async advance(move: CheckpointMove): Promise<boolean> {
    assertMove(move);
    return moveCheckpoint(this.#pool, this.#schema, move, (step) => commitStatement(this.#schema, step, 1, []));
  }

  pauseFailed(lease: LeaseKey, failure: ListenerFailure): Promise<boolean> {
    return pauseFailed(this.#pool, this.#schema, lease, failure);
  }

  deadLettersOf(listener: string, key: string): Promise<readonly DeadLetter[]> {
    return deadLettersOf(this.#pool, this.#schema, listener, key);
  }

  reshard(listener: string): Promise<boolean> {
    return reshardListener(this.#pool, this.#schema, listener);
  }

  reports(): Promise<readonly ListenerReport[]> {
    return listenerReports(this.#pool, this.#schema);
  }

  pause(listener: string, reason: string): Promise<void> {
    return this.#controlled(listener).pause(reason);
  }

  resume(listener: string): Promise<void> {
    return this.#controlled(listener).resume();
  }

  skip(listener: string, position: number): Promise<void> {
    return this.#controlled(listener).skip(position);
  }

  reset(listener: string): Promise<void> {
    return this.#controlled(listener).reset();
  }

  replay(listener: string, key?: string): Promise<number> {
    return this.#controlled(listener).replay(key);
  }

  async deadLetters(listener: string, limit: number): Promise<readonly DeadLetter[]> {
    if (!(await isListener(this.#pool, this.#schema, listener))) throw new UnknownListenerError(listener);
    return deadLetters(this.#pool, this.#schema, listener, limit);
  }

  forget(listener: string): Promise<void> {
    return this.#controlled(listener).forget();
  }

  #controlled(listener: string): ControlledListener {
    return new ControlledListener(this.#pool, this.#schema, listener);
  }
}
