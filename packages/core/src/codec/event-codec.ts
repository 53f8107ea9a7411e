import type { DomainEvent } from "../decider/domain-event.js";
import { UnknownEventError } from "../errors/unknown-event-error.js";
import type { AggregateModel } from "../model/aggregate.js";
import type { EventDefinition } from "../model/event.js";
import { schemaOf } from "../model/shape.js";
import type { JsonObject } from "../values/json.js";
import { parseWith } from "../values/parse-with.js";

/** An event's type, schema version and data, as the store keeps them. */
export interface EncodedEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
}

/** Between an aggregate's events and what is stored of them. */
export interface EventCodec<E extends DomainEvent = DomainEvent> {
  readonly category: string;
  /**
   * The event in the current version of its schema.
   *
   * @throws {InvalidDataError} naming the path in the data
   * @throws {UnknownEventError} for a type that the model does not declare
   */
  encode(event: E): EncodedEvent;
  /**
   * The event with its data upcast to the current version of its schema. Data is trusted: it was validated when written.
   *
   * @throws {UnknownEventError} for a type or a schema version that the model does not have
   */
  decode(stored: EncodedEvent): E;
}

/** The codec of an aggregate's model; generated code narrows it to the aggregate's own events. */
export function createEventCodec<E extends DomainEvent>(model: AggregateModel): EventCodec<E> {
  const codecs = new Map(
    Object.entries(model.eventDefinitions).map(([type, definition]) => [type, createTypeCodec(type, definition)]),
  );

  return {
    category: model.category,
    encode(event) {
      const codec = codecs.get(event.type);
      if (codec === undefined) throw unknownEvent({ type: event.type });
      return { type: event.type, schemaVersion: codec.schemaVersion, data: codec.parse(event.data) };
    },
    decode(stored) {
      const codec = codecs.get(stored.type);
      if (codec === undefined || !codec.reads(stored.schemaVersion)) throw unknownEvent(stored);
      return { type: stored.type, data: codec.upcast(stored.schemaVersion, stored.data) } as E;
    },
  };

  function unknownEvent({ type, schemaVersion }: { type: string; schemaVersion?: number }): UnknownEventError {
    const known = [...codecs].map(([name, codec]) => `${name} (1 to ${codec.schemaVersion})`).join(", ");
    const version = schemaVersion === undefined ? {} : { schemaVersion };
    return new UnknownEventError({ category: model.category, type, known, ...version });
  }
}

function createTypeCodec(type: string, definition: EventDefinition) {
  const versions = definition.versions;
  const current = schemaOf(versions.at(-1)?.shape ?? {});
  const subject = `event ${type}`;
  return {
    schemaVersion: versions.length,
    parse: (data: unknown) => parseWith(current, subject, data) as JsonObject,
    reads: (schemaVersion: number) =>
      Number.isInteger(schemaVersion) && schemaVersion >= 1 && schemaVersion <= versions.length,
    upcast(schemaVersion: number, data: JsonObject): unknown {
      let upcast: unknown = data;
      // Versions count from 1, the array from 0: the entry at index n turns version n into n + 1.
      for (const next of versions.slice(schemaVersion)) upcast = next.upcast?.(upcast as never);
      return upcast;
    },
  };
}
