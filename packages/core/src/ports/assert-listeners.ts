import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { describeValue } from "../values/describe-value.js";
import { LONGEST_TIMER_MS } from "../values/duration.js";
import { findUnstorable } from "../values/find-unstorable.js";
import type { CheckpointMove, LeaseKey, LeaseRequest, ListenerDeclaration } from "./listener-store.js";

/** The longest name of a listener, in characters: it is part of an index entry, which Postgres limits to about 2,700 bytes. */
const MAX_NAME_LENGTH = 200;
const MAX_SHARDS = 256;
const KINDS: readonly unknown[] = ["read-model", "projection", "reaction"];

/**
 * Refuses what no listener can be: a name that cannot be stored, an unknown kind, shards that are not 1 to 256, tables
 * without a name.
 *
 * @throws {InvalidDataError}
 */
export function assertDeclaration(declaration: ListenerDeclaration): void {
  const { name, kind, shards, tables } = declaration;
  const issues: DataIssue[] = [...issuesOfName("name", name)];
  if (!KINDS.includes(kind)) issues.push({ path: "kind", message: `is ${describeValue(kind)}, no kind of listener` });
  if (!Number.isSafeInteger(shards) || shards < 1 || shards > MAX_SHARDS) {
    issues.push({ path: "shards", message: `is ${describeValue(shards)}, not an integer from 1 to ${MAX_SHARDS}` });
  }
  if (Array.isArray(tables)) {
    for (const [index, table] of tables.entries()) issues.push(...issuesOfName(`tables[${index}]`, table));
  } else issues.push({ path: "tables", message: `is ${describeValue(tables)}, not names of tables` });
  if (issues.length > 0) throw new InvalidDataError(`the declaration of listener ${describeValue(name)}`, issues);
}

/** @throws {InvalidDataError} for names that cannot be stored @throws {InvalidOptionError} for a time that is none */
export function assertLeaseRequest({ listeners, owner, ttlMs }: LeaseRequest): void {
  const issues = [...listeners.flatMap((name, index) => issuesOfName(`listeners[${index}]`, name))];
  issues.push(...issuesOfText("owner", owner));
  if (issues.length > 0) throw new InvalidDataError("the request for leases", issues);
  assertTtl(ttlMs);
}

/** @throws {InvalidOptionError} for what is no integer of milliseconds that a timer takes, or 0 */
export function assertTtl(ttlMs: number): void {
  if (Number.isSafeInteger(ttlMs) && ttlMs >= 1 && ttlMs <= LONGEST_TIMER_MS) return;
  throw new InvalidOptionError("ttlMs", ttlMs, `an integer from 1 to ${LONGEST_TIMER_MS}`);
}

/**
 * Refuses a move that makes no sense: of no lease, from or to what is no position, back, and with dead letters that cannot
 * be stored.
 *
 * @throws {InvalidDataError}
 */
export function assertMove({ lease, from, to, parked, replayed }: CheckpointMove): void {
  const issues: DataIssue[] = [...issuesOfLease(lease)];
  if (!isPosition(from)) issues.push({ path: "from", message: `is ${describeValue(from)}, not a position` });
  if (!isPosition(to)) issues.push({ path: "to", message: `is ${describeValue(to)}, not a position` });
  else if (to < from) issues.push({ path: "to", message: `is ${to}, below the checkpoint ${from}` });
  for (const [list, letters] of Object.entries({ parked, replayed })) {
    for (const [index, letter] of letters.entries()) {
      const at = `${list}[${index}]`;
      issues.push(...issuesOfText(`${at}.key`, letter.key));
      if (!isPosition(letter.position)) {
        issues.push({ path: `${at}.position`, message: `is ${describeValue(letter.position)}, not a position` });
      }
    }
  }
  if (issues.length > 0) {
    throw new InvalidDataError(`the step of listener ${describeValue(lease?.listener)}`, issues);
  }
}

function issuesOfLease({ listener, shard, epoch }: LeaseKey): readonly DataIssue[] {
  const issues = [...issuesOfName("lease.listener", listener)];
  for (const [path, value] of [["lease.shard", shard] as const, ["lease.epoch", epoch] as const]) {
    if (!isPosition(value)) issues.push({ path, message: `is ${describeValue(value)}, not an integer from 0` });
  }
  return issues;
}

function issuesOfName(path: string, name: unknown): readonly DataIssue[] {
  if (typeof name === "string" && (name === "" || name.length > MAX_NAME_LENGTH)) {
    return [{ path, message: `does not have 1 to ${MAX_NAME_LENGTH} characters` }];
  }
  return issuesOfText(path, name);
}

function issuesOfText(path: string, text: unknown): readonly DataIssue[] {
  if (typeof text !== "string") return [{ path, message: `is ${describeValue(text)}, not text` }];
  return findUnstorable(text).map(({ message }) => ({ path, message }));
}

function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
