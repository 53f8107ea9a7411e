import type { DomainEvent, EventCodec } from "@factum/core";

/** What happened to one stream. */
export interface StreamHistory {
  readonly codec: EventCodec;
  readonly id: string;
  readonly events: readonly DomainEvent[];
}

/**
 * Makes the `on` of an aggregate's testkit: what happened to one of its streams, for specs of read models.
 *
 * @example
 * given(on(id, RegistrationCreated()), on(another, RegistrationCreated())).thenRows([…]);
 */
export function streamOf<Id extends string, E extends DomainEvent>(
  codec: EventCodec<E>,
): (id: Id, ...events: readonly E[]) => StreamHistory {
  return (id, ...events) => ({ codec: codec as unknown as EventCodec, id, events });
}
