import type { Command, DomainEvent, Rejection } from "@factum/core";
import type { Shape } from "@factum/core/model";
import fc from "fast-check";
import { arbitraryOf } from "./arbitraries/arbitrary-of.js";
import { type AnySubject, type PropertyOptions, type SpecsOf, subjectOf } from "./property-options.js";

type ArbitraryOptions = Pick<PropertyOptions, "arbitraries">;

/** Any command of the aggregate, with data that its schema takes; whether it is accepted depends on the history. */
export function anyCommand<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  given: SpecsOf<State, C, E, R, Id>,
  options: ArbitraryOptions = {},
): fc.Arbitrary<C> {
  return anyCommandOf(subjectOf(given), options) as fc.Arbitrary<unknown> as fc.Arbitrary<C>;
}

/** Any event of the aggregate, retired ones too, in its current schema version; no history has to lead to it. */
export function anyEvent<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  given: SpecsOf<State, C, E, R, Id>,
  options: ArbitraryOptions = {},
): fc.Arbitrary<E> {
  return anyEventOf(subjectOf(given), options) as fc.Arbitrary<unknown> as fc.Arbitrary<E>;
}

export const anyCommandOf = oncePerModel(({ model }, options): fc.Arbitrary<Command> => {
  const definitions = Object.entries(model.commandDefinitions);
  if (definitions.length === 0) throw new TypeError(`${model.name} has no commands.`);
  return fc.oneof(...definitions.map(([type, { data }]) => messageOf(type, data, `the data of ${type}`, options)));
});

export const anyEventOf = oncePerModel(({ model }, options): fc.Arbitrary<DomainEvent> => {
  const definitions = Object.entries(model.eventDefinitions);
  if (definitions.length === 0) throw new TypeError(`${model.name} has no events.`);
  return fc.oneof(
    ...definitions.map(([type, { versions }]) =>
      messageOf(type, versions.at(-1)?.shape ?? {}, `the data of ${type}`, options),
    ),
  );
});

/** Every property asks for the same arbitraries, and they take a while to make. */
function oncePerModel<Made>(
  make: (subject: AnySubject, options: ArbitraryOptions) => Made,
): (subject: AnySubject, options: ArbitraryOptions) => Made {
  const made = new WeakMap<AnySubject["model"], Made>();
  return (subject, options) => {
    if (options.arbitraries !== undefined) return make(subject, options);
    const known = made.get(subject.model) ?? make(subject, options);
    made.set(subject.model, known);
    return known;
  };
}

/** @param place for the error about a field that has no values */
export function messageOf(
  type: string,
  shape: Shape,
  place: string,
  { arbitraries: own }: ArbitraryOptions,
): fc.Arbitrary<{ readonly type: string; readonly data: Readonly<Record<string, unknown>> }> {
  return fc.record({ type: fc.constant(type), data: dataArbitrary(shape, place, own) }, { noNullPrototype: true });
}

function dataArbitrary(shape: Shape, place: string, own: PropertyOptions["arbitraries"]) {
  const { fields, required } = fieldArbitraries(shape, place, own);
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true });
}

function fieldArbitraries(shape: Shape, place: string, own: PropertyOptions["arbitraries"]) {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const required: string[] = [];
  for (const [name, schema] of Object.entries(shape)) {
    fields[name] = arbitraryOf(schema, { place: `${place}.${name}`, own });
    if (schema._zod.def.type !== "optional") required.push(name);
  }
  return { fields, required };
}
