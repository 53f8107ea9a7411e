import type { IdSource } from "../ports/id-source.js";

/** A source of ids whose n-th id is the same each time it is started anew: an attempt repeats what the last one drew. */
export function repeatableIds(ids: IdSource): () => () => string {
  const drawn: string[] = [];
  return () => {
    let next = 0;
    return () => {
      const id = drawn[next] ?? ids.newId();
      drawn[next++] = id;
      return id;
    };
  };
}
