import type { ClientBase } from "pg";

/** By connection: the last of those that go one after another. */
const lastOf = new WeakMap<ClientBase, Promise<unknown>>();

/**
 * Runs `work` when everything has ended that was begun on this connection before: at once, if nothing is under way. Locks are no
 * use between two who share a transaction: both would load a row, and the second would write over what the first one has made.
 */
export function inTurn<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const before = lastOf.get(client);
  const turn = before === undefined ? work() : before.then(work, work);
  lastOf.set(client, turn);
  const end = () => {
    if (lastOf.get(client) === turn) lastOf.delete(client);
  };
  turn.then(end, end);
  return turn;
}
