import { randomInt } from "node:crypto";
import type { DomainEvent, EventCodec, NewEvent, StoredEvent } from "@factum/core";
import { anEvent } from "../events.js";

/** Goods that come in or go out: of one place, which is the stream, and of one kind, which many places have. */
export type MovedEvent = DomainEvent<
  "Moved",
  { readonly kind: string; readonly amount: number; readonly isPoison: boolean }
>;

export const KINDS = 12;
export const PLACES = 40;

export const placesCodec: EventCodec<MovedEvent> = {
  category: "place",
  encode: ({ type, data }) => ({ type, schemaVersion: 1, data: { ...data } }),
  reads: () => true,
  storedTypesOf: (type) => [type],
  decode: ({ type, data }) => ({ type, data }) as unknown as MovedEvent,
};

export function anyMoved(isPoison: boolean): NewEvent {
  return anEvent("Moved", { kind: `kind ${randomInt(KINDS)}`, amount: randomInt(1, 100), isPoison });
}

export const anyPlace = (): string => `place-${randomInt(PLACES)}`;

export function movedIn(event: StoredEvent): MovedEvent["data"] {
  return placesCodec.decode(event).data;
}
