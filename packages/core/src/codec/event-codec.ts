import type { DomainEvent } from "../decider/domain-event.js";
import { UnknownEventError } from "../errors/unknown-event-error.js";
import type { AggregateModel } from "../model/aggregate.js";
import type { JsonObject } from "../values/json.js";
import { createTypeCodec } from "./type-codec.js";

/** An event's type, schema version and data, as the store keeps them. */
export interface EncodedEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
}

export interface DecodeOptions {
  /**
   * Validates the stored data against their own schema version, and what the upcasters make of them against the current
   * one. It only looks: what is decoded is the same with it and without. Default false.
   */
  readonly check?: boolean;
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
  /** The names under which events of this type may be stored, its own first; none for a type that the model does not declare. */
  storedTypesOf(type: string): readonly string[];
  /** Whether this build knows the event's type, be it an old name of it, and the schema version that it was stored in. */
  reads(stored: Pick<EncodedEvent, "type" | "schemaVersion">): boolean;
  /**
   * The event under its present type, with its data upcast to the current version of its schema. Data is trusted, for it was validated when
   * written, unless `check` is asked for. Unknown keys are ignored either way.
   *
   * @throws {UnknownEventError} for a type or a schema version that the model does not have
   * @throws {UpcastError} for an upcaster that throws, or returns no object
   * @throws {InvalidDataError} if checked, naming the event, its schema version and the path in the data
   */
  decode(stored: EncodedEvent, options?: DecodeOptions): E;
}

/** The codec of an aggregate's model; generated code narrows it to the aggregate's own events. */
export function createEventCodec<E extends DomainEvent>(model: AggregateModel): EventCodec<E> {
  const codecs = new Map(
    Object.entries(model.eventDefinitions).map(([type, definition]) => [type, createTypeCodec(type, definition)]),
  );
  const renamed = [...codecs.values()].flatMap((codec) => codec.aliases.map((alias) => [alias, codec] as const));
  // By every type that may be stored; a name that is an event's own is never another's old one.
  const readers = new Map([...codecs, ...renamed.filter(([alias]) => !codecs.has(alias))]);

  return {
    category: model.category,
    encode(event) {
      const codec = codecs.get(event.type);
      if (codec === undefined) throw unknownEvent({ type: event.type });
      return { type: event.type, schemaVersion: codec.schemaVersion, data: codec.parse(event.data) };
    },
    storedTypesOf(type) {
      const codec = codecs.get(type);
      return codec === undefined ? [] : [type, ...codec.aliases.filter((alias) => !codecs.has(alias))];
    },
    reads: ({ type, schemaVersion }) => readers.get(type)?.reads(schemaVersion) === true,
    decode(stored, options) {
      const { type, schemaVersion, data } = stored;
      const codec = readers.get(type);
      if (codec === undefined || !codec.reads(schemaVersion)) throw unknownEvent(stored);
      const isChecked = options?.check === true;
      return {
        type: codec.type,
        data: isChecked ? codec.upcastChecked(schemaVersion, data) : codec.upcast(schemaVersion, data),
      } as E;
    },
  };

  function unknownEvent({ type, schemaVersion }: { type: string; schemaVersion?: number }): UnknownEventError {
    const names = schemaVersion === undefined ? codecs : readers;
    const known = [...names].map(([name, codec]) => `${name} (1 to ${codec.schemaVersion})`).join(", ");
    const version = schemaVersion === undefined ? {} : { schemaVersion };
    return new UnknownEventError({ category: model.category, type, known, ...version });
  }
}
