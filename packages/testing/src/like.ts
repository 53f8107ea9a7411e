import type { DomainEvent } from "@factum/core";

const PART = Symbol("part");

/** An expectation of which only some is said. Made by {@link like}. */
export interface Like<out Whole> {
  readonly [PART]: PartOf<Whole>;
}

/** What a spec expects: the whole of a value, or what {@link like} says of it. */
export type Expected<Whole> = Whole | Like<Whole>;

/** Some of a value, at any depth. Of an array every item, though of each only some. */
export type PartOf<Whole> = Whole extends string | number | bigint | boolean | null | undefined
  ? Whole
  : Whole extends readonly (infer Item)[]
    ? PartsOf<Whole, Item>
    : { readonly [Key in keyof Whole]?: PartOf<Whole[Key]> };

/** Of a tuple item by item. Lists are told apart, for a type that holds lists of itself, as JSON does, would never end. */
type PartsOf<Whole extends readonly unknown[], Item> = number extends Whole["length"]
  ? readonly PartOf<Item>[]
  : { readonly [Index in keyof Whole]: PartOf<Whole[Index]> };

/** A builder of the testkit, e.g. `VideoStarted`. */
type Builder<E extends DomainEvent> = (data?: never) => E;

/**
 * Expects some of a value, and leaves the rest open; everything else in specs is compared in full.
 *
 * Of an object the keys that are given count, at any depth; a key that is given as `undefined` must have no value. An array has
 * as many items, in this order, and of each what is given of it.
 *
 * Of an event, give the builder and what counts of the data. `like(VideoStarted({ … }))` would be all that the builder made,
 * defaults and all.
 *
 * @example
 * given(RegistrationCreated()).when(StartVideo()).then(like(VideoStarted, { videoId }));
 * given(RegistrationCreated()).thenState(like({ status: "active" }));
 */
export function like<E extends DomainEvent>(builder: Builder<E>, data?: NoInfer<PartOf<E["data"]>>): Like<E>;
export function like<Whole>(part: NoInfer<PartOf<Whole>>): Like<Whole>;
export function like(first: unknown, data?: unknown): Like<unknown> {
  if (typeof first !== "function") return { [PART]: first } as Like<unknown>;
  const { type } = (first as Builder<DomainEvent>)();
  return { [PART]: data === undefined ? { type } : { type, data } } as Like<unknown>;
}

export function isLike(value: unknown): value is Like<unknown> {
  return typeof value === "object" && value !== null && PART in value;
}

/** What was asked for. */
export function partOf(expected: Like<unknown>): unknown {
  return expected[PART];
}
