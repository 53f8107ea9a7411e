import { isDeepStrictEqual } from "node:util";
import { type DomainEvent, type EncodedEvent, type EventCodec, FactumError } from "@factum/core";
import { describeValue } from "../describe/describe-value.js";
import { indent } from "../describe/indent.js";
import { specFailure } from "../spec-failure.js";

/**
 * The event as a store would keep it, having checked that its schema takes it and that it comes back unchanged.
 *
 * @param origin where it comes from, e.g. `An event of the history`
 */
export function checkedEvent<E extends DomainEvent>(codec: EventCodec<E>, event: E, origin: string): EncodedEvent {
  const encoded = encode(codec, event, origin);
  const stored: EncodedEvent = { ...encoded, data: JSON.parse(JSON.stringify(encoded.data)) };
  const back = codec.decode(stored).data;
  const expected = withoutUndefined(event.data);
  if (isDeepStrictEqual(back, expected)) return stored;
  throw specFailure({
    message: [
      `${origin}, ${event.type}, comes back from the store changed. It was`,
      indent(describeValue(expected)),
      "and is now",
      indent(describeValue(back)),
      "Its schema transforms the data or adds defaults; do that before the event is made.",
    ].join("\n"),
    actual: back,
    expected,
  });
}

function encode<E extends DomainEvent>(codec: EventCodec<E>, event: E, origin: string): EncodedEvent {
  try {
    return codec.encode(event);
  } catch (error) {
    if (!(error instanceof FactumError)) throw error;
    throw specFailure({ message: `${origin} cannot be stored. ${error.message}`, cause: error });
  }
}

/** Stores drop properties that are undefined, as JSON does; that alone is no change. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, withoutUndefined(item)]),
  );
}
