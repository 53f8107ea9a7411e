import type { Expected } from "../like.js";

/** The names of the functions among what a reaction is given. */
export type EffectName<Effects> = {
  [Name in keyof Effects & string]: Effects[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Effects & string];

/** A call of an effect, as a spec expects it. */
export interface EffectCall<out Name extends string = string> {
  readonly effect: Name;
  readonly args: readonly unknown[];
}

/** For each effect a function that says of a call that it is expected, with the effect's arguments but for the signals in them. */
export type ExpectedEffects<Effects> = {
  readonly [Name in EffectName<Effects>]: Effects[Name] extends (...args: infer Args) => unknown
    ? (...args: ExpectedArgs<Args>) => EffectCall<Name>
    : never;
};

type ExpectedArgs<Args extends readonly unknown[]> = { [Index in keyof Args]: Expected<WithoutSignals<Args[Index]>> };

/** An argument without its AbortSignals: no spec could say which. */
export type WithoutSignals<Value> = Value extends string | number | bigint | boolean | null | undefined
  ? Value
  : Value extends AbortSignal
    ? undefined
    : Value extends readonly (infer Item)[]
      ? ItemsWithoutSignals<Value, Item>
      : { [Key in keyof Value as IsSignal<Value[Key]> extends true ? never : Key]: WithoutSignals<Value[Key]> };

type ItemsWithoutSignals<Value extends readonly unknown[], Item> = number extends Value["length"]
  ? readonly WithoutSignals<Item>[]
  : { [Index in keyof Value]: WithoutSignals<Value[Index]> };

/** A field that can hold a signal or nothing. */
type IsSignal<Value> = [Value] extends [undefined] ? false : [Value] extends [AbortSignal | undefined] ? true : false;

/** Makes expected calls by any name. */
export function expectedEffects<Effects>(): ExpectedEffects<Effects> {
  return new Proxy({} as ExpectedEffects<Effects>, {
    get:
      (_target, effect) =>
      (...args: readonly unknown[]) => ({ effect, args }),
  });
}

/** An argument as a spec compares it: without signals, and without what is undefined behind the last argument. */
export function tellableArgs(args: readonly unknown[]): readonly unknown[] {
  const told = args.map(withoutSignals);
  while (told.length > 0 && told.at(-1) === undefined) told.pop();
  return told;
}

function withoutSignals(value: unknown): unknown {
  if (value instanceof AbortSignal) return undefined;
  if (Array.isArray(value)) return value.map(withoutSignals);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => !(item instanceof AbortSignal))
      .map(([key, item]) => [key, withoutSignals(item)]),
  );
}
