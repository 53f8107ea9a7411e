import type { ClientBase } from "pg";
import type { ProjectionClient } from "./pg-projection.js";

/** The connection for one handler, and whether a statement of it has failed, whatever the handler has made of that. */
export function watchedClient(client: ClientBase): { readonly client: ProjectionClient; hasFailed(): boolean } {
  let failed = false;
  const query = (...args: unknown[]): unknown => {
    const result = (client.query as (...args: unknown[]) => unknown).apply(client, args);
    // Before the handler hears of it; who asked gets the rejection all the same.
    if (result instanceof Promise) {
      result.catch(() => {
        failed = true;
      });
    }
    return result;
  };
  return { client: { query: query as ProjectionClient["query"] }, hasFailed: () => failed };
}
