import { isDeepStrictEqual } from "node:util";
import { type DomainEvent, type EncodedEvent, type EventCodec, FactumError } from "@factum/core";
import { describeDifference } from "../describe/describe-difference.js";
import { describeValue } from "../describe/describe-value.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";
import { withoutUndefined } from "./without-undefined.js";

/**
 * The event as a store would keep it, having checked that its schema takes it and that it comes back unchanged.
 *
 * @param origin where it comes from, e.g. `An event of the history`
 */
export function checkedEvent<E extends DomainEvent>(
  codec: EventCodec<E>,
  event: E,
  origin: string,
  checks: Checks,
): EncodedEvent {
  const encoded = encode(codec, event, origin, checks);
  const stored: EncodedEvent = { ...encoded, data: JSON.parse(JSON.stringify(encoded.data)) };
  if (!checks.has("json-round-trip")) return stored;
  const back = checks.has("event-schema") ? codec.decode(stored).data : stored.data;
  const expected = withoutUndefined(event.data);
  if (isDeepStrictEqual(back, expected)) return stored;
  throw checkFailure("json-round-trip", {
    message: [
      `${origin}, ${event.type}, comes back from the store changed. It was (-) and then is (+)`,
      indent(describeDifference(describeValue(expected), describeValue(back))),
      "Its schema transforms the data or adds defaults, or JSON has no such value; make the event of what comes back.",
    ].join("\n"),
    actual: back,
    expected,
  });
}

function encode<E extends DomainEvent>(codec: EventCodec<E>, event: E, origin: string, checks: Checks): EncodedEvent {
  if (!checks.has("event-schema")) return unchecked(codec, event);
  try {
    return codec.encode(event);
  } catch (cause) {
    if (!(cause instanceof FactumError)) throw cause;
    throw checkFailure("event-schema", { message: `${origin} cannot be stored. ${cause.message}`, cause });
  }
}

/** As it is, with the schema version that it would have if it fitted. */
function unchecked<E extends DomainEvent>(codec: EventCodec<E>, event: E): EncodedEvent {
  const data = event.data as EncodedEvent["data"];
  try {
    return { ...codec.encode(event), data };
  } catch {
    return { type: event.type, schemaVersion: 1, data };
  }
}
