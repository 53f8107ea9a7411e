import type { EventSource } from "@factum/core";

/** A condition on an event `e`, and the values of its parameters. */
export interface EventFilter {
  readonly condition: string;
  readonly values: readonly unknown[];
}

/**
 * The condition that an event is from one of the sources.
 *
 * The types stand apart as well, so that the index on them can be used. The category must never be a range of
 * `stream_id`, which could use the index on streams: with statistics from before a category grew, the planner read the
 * whole category for every batch.
 *
 * @param first the number of the first parameter
 */
export function eventFilter(sources: readonly EventSource[], first: number): EventFilter {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${first + values.push(value) - 1}`;
  const types = sources.every((source) => source.types !== undefined)
    ? [`e.type = any (${parameter([...new Set(sources.flatMap((source) => source.types ?? []))])}::text[])`]
    : [];
  const anyOf = sources.map((source) => {
    const category = `split_part(e.stream_id, '-', 1) = ${parameter(source.category)}`;
    return source.types === undefined ? category : `${category} and e.type = any (${parameter(source.types)}::text[])`;
  });
  return { condition: [...types, `(${anyOf.join(" or ")})`].join(" and "), values };
}
