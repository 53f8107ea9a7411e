import fc from "fast-check";
import { z } from "zod";

/** A schema, and values to try on it: which of them it accepts, the schema itself says. */
export interface Candidate {
  readonly schema: z.ZodType;
  readonly values: fc.Arbitrary<unknown>;
}

/** Two schemas of one field, as it was and as it is: often alike, sometimes of different kinds. */
export type Pair = readonly [before: Candidate, after: Candidate];

const TEXTS = [
  ...["", "a", "b", "ab", "abc", "Abc", "abcdef", "a@example.com", "2030-01-01", "2030-01-01T00:00:00Z"],
  ...["2030-01-01T00:00:00+02:00", "0198c0de-0000-7000-8000-000000000001", "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"],
];
const NUMBERS = [-7, -1, 0, 0.5, 1, 1.25, 2, 3, 4, 6, 9, 10, 12, 255, 2 ** 31, 2 ** 40, 1e21, 1.5e22];

const texts = fc.constantFrom(...TEXTS);
const numbers = fc.oneof(fc.constantFrom(...NUMBERS), fc.integer({ min: -20, max: 20 }));

const strings = fc
  .record({
    base: fc.constantFrom(
      () => z.string(),
      () => z.string(),
      () => z.uuid(),
      () => z.uuidv7(),
      () => z.email(),
      () => z.iso.date(),
      () => z.iso.datetime({ offset: true }),
    ),
    min: limit(3),
    max: limit(6),
    pattern: fc.option(fc.constantFrom(/^a/, /c$/, /^a/i, /^[^A-Z]*$/), { nil: undefined }),
    refine: rarely(),
  })
  .map(({ base, min, max, pattern, refine }): Candidate => {
    let schema = base() as z.ZodString;
    if (min !== undefined) schema = schema.min(min);
    if (max !== undefined) schema = schema.max(max);
    if (pattern !== undefined) schema = schema.regex(pattern);
    return { schema: refine ? schema.refine((text) => text !== "ab") : schema, values: texts };
  });

const amounts = fc
  .record({
    base: fc.constantFrom(
      () => z.number(),
      () => z.int(),
      () => z.int32(),
    ),
    min: limit(2),
    above: limit(2),
    max: limit(10),
    below: limit(10),
    step: fc.option(fc.constantFrom(1, 2, 3, 6, 0.5), { nil: undefined }),
  })
  .map(({ base, min, above, max, below, step }): Candidate => {
    let schema = base() as z.ZodNumber;
    if (min !== undefined) schema = schema.min(min);
    if (above !== undefined) schema = schema.gt(above);
    if (max !== undefined) schema = schema.max(max);
    if (below !== undefined) schema = schema.lt(below);
    if (step !== undefined) schema = schema.multipleOf(step);
    return { schema, values: numbers };
  });

/** Numbers from somewhere on, to somewhere, the edge in or out: the two of a pair differ by little. */
const ranges = fc
  .record({ isUpper: fc.boolean(), edges: fc.tuple(fc.nat(2), fc.nat(2)), open: fc.tuple(fc.boolean(), fc.boolean()) })
  .map(({ isUpper, edges, open }): Pair => {
    const range = (which: 0 | 1): Candidate => {
      const at = edges[which];
      const [inner, outer] = isUpper
        ? [z.number().max(at), z.number().lt(at)]
        : [z.number().min(at), z.number().gt(at)];
      return { schema: open[which] ? outer : inner, values: fc.constantFrom(-1, 0, 0.5, 1, 1.5, 2, 3) };
    };
    return [range(0), range(1)];
  });

const literals = fc
  .uniqueArray(fc.constantFrom<string | number | boolean | null>("a", "abc", "", 1, 0.5, true, false, null), {
    minLength: 1,
    maxLength: 4,
  })
  .map((values): Candidate => ({ schema: z.literal(values), values: fc.constantFrom(...values) }));

const booleans = fc.constant<Candidate>({ schema: z.boolean(), values: fc.boolean() });

const leaves = fc.oneof(strings, amounts, literals, booleans);

/** Pairs down to a depth. */
export function schemaPairs(depth: number): fc.Arbitrary<Pair> {
  const leafPairs = fc.oneof(
    { weight: 4, arbitrary: leaves.map((leaf): Pair => [leaf, leaf]) },
    { weight: 3, arbitrary: fc.tuple(strings, strings) },
    { weight: 3, arbitrary: fc.tuple(amounts, amounts) },
    { weight: 3, arbitrary: ranges },
    { weight: 2, arbitrary: fc.tuple(literals, literals) },
    { weight: 1, arbitrary: fc.tuple(leaves, leaves) },
  );
  if (depth === 0) return leafPairs;
  const inner = schemaPairs(depth - 1);
  return fc.oneof(
    { weight: 4, arbitrary: leafPairs },
    { weight: 2, arbitrary: fc.tuple(inner, sides()).map(nullables) },
    { weight: 3, arbitrary: fc.tuple(inner, limit(2), limit(2), limit(2), limit(2)).map(lists) },
    { weight: 2, arbitrary: fc.tuple(fc.array(inner, { maxLength: 2 }), fc.option(inner), sides()).map(tuples) },
    { weight: 5, arbitrary: objects(inner) },
    { weight: 3, arbitrary: fc.tuple(fc.array(fc.tuple(inner, sides()), { minLength: 1, maxLength: 3 })).map(unions) },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.array(fc.tuple(objects(inner), sides()), { minLength: 1, maxLength: 3 })).map(tagged),
    },
    { weight: 2, arbitrary: fc.tuple(inner, keys(), keys()).map(records) },
    {
      weight: 2,
      arbitrary: fc.tuple(leaves, keys(), keys()).map(([leaf, ...both]) => records([[leaf, leaf], ...both])),
    },
    { weight: 1, arbitrary: fc.tuple(inner, inner).map(([[first], [, second]]): Pair => [first, second]) },
    { weight: 1, arbitrary: fc.tuple(inner, sides()).map(chains) },
  );
}

/** In which of the two schemas something is. */
type Sides = readonly [before: boolean, after: boolean];

function sides(): fc.Arbitrary<Sides> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<Sides>([true, true]) },
    { weight: 2, arbitrary: fc.constant<Sides>([false, true]) },
    { weight: 1, arbitrary: fc.constantFrom<Sides>([true, false], [false, false]) },
  );
}

function applied([before, after]: Pair, [was, is]: Sides, change: (candidate: Candidate) => Candidate): Pair {
  return [was ? change(before) : before, is ? change(after) : after];
}

function nullables([pair, side]: readonly [Pair, Sides]): Pair {
  return applied(pair, side, ({ schema, values }) => ({
    schema: schema.nullable(),
    values: fc.oneof(values, fc.constant(null)),
  }));
}

type Limit = number | undefined;

function lists([[before, after], ...limits]: readonly [Pair, Limit, Limit, Limit, Limit]): Pair {
  const [min, max, laterMin, laterMax] = limits;
  const list = ({ schema, values }: Candidate, least: Limit, most: Limit): Candidate => {
    let array = z.array(schema);
    if (least !== undefined) array = array.min(least);
    if (most !== undefined) array = array.max(most);
    return { schema: array, values: fc.array(values, { maxLength: 3 }) };
  };
  return [list(before, min, max), list(after, laterMin ?? min, laterMax)];
}

function tuples([places, rest, side]: readonly [readonly Pair[], Pair | null, Sides]): Pair {
  const tuple = (which: 0 | 1): Candidate => {
    const items = places.map((pair) => pair[which]);
    const more = rest !== null && side[which] ? rest[which] : undefined;
    const schemas = items.map(({ schema }) => schema) as [z.ZodType, ...z.ZodType[]];
    const values = fc.tuple(...items.map((item) => item.values));
    if (more === undefined) return { schema: z.tuple(schemas), values };
    const tail = fc.array(more.values, { maxLength: 2 });
    return { schema: z.tuple(schemas, more.schema), values: fc.tuple(values, tail).map(([a, b]) => [...a, ...b]) };
  };
  return [tuple(0), tuple(1)];
}

function objects(inner: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> {
  const field = fc.record({ pair: inner, present: sides(), optional: sides() });
  return fc.dictionary(fc.constantFrom("x", "y", "z"), field, { maxKeys: 3 }).map((fields): Pair => {
    const object = (which: 0 | 1): Candidate => {
      const present = Object.entries(fields).filter(([, { present: is }]) => is[which]);
      const optional = ([, each]: (typeof present)[number]) => each.optional[which];
      const shape = present.map((entry) => {
        const { schema } = entry[1].pair[which];
        return [entry[0], optional(entry) ? schema.optional() : schema] as const;
      });
      const values = Object.fromEntries(present.map(([name, { pair }]) => [name, pair[which].values]));
      const requiredKeys = present.filter((entry) => !optional(entry)).map(([name]) => name);
      return { schema: z.object(Object.fromEntries(shape)), values: fc.record(values, { requiredKeys }) };
    };
    return [object(0), object(1)];
  });
}

function unions([options]: readonly [readonly (readonly [Pair, Sides])[]]): Pair {
  const union = (which: 0 | 1): Candidate => {
    const present = options.filter(([, side], index) => index === 0 || side[which]).map(([pair]) => pair[which]);
    return {
      schema: z.union(present.map(({ schema }) => schema)),
      values: fc.oneof(...present.map(({ values }) => values)),
    };
  };
  return [union(0), union(1)];
}

function tagged([options]: readonly [readonly (readonly [Pair, Sides])[]]): Pair {
  const union = (which: 0 | 1): Candidate => {
    const present = options.flatMap(([pair, side], index) =>
      index === 0 || side[which] ? [{ tag: `t${index}`, ...pair[which] }] : [],
    );
    const members = present.map(({ tag, schema }) => (schema as z.ZodObject).extend({ tag: z.literal(tag) }));
    return {
      schema: z.discriminatedUnion("tag", members as unknown as [z.ZodObject, ...z.ZodObject[]]),
      values: fc.oneof(...present.map(({ tag, values }) => values.map((value) => ({ ...(value as object), tag })))),
    };
  };
  return [union(0), union(1)];
}

type Keys = (value: z.ZodType) => z.ZodType;

function keys(): fc.Arbitrary<Keys> {
  return fc.constantFrom<Keys>(
    (value) => z.record(z.string(), value),
    (value) => z.record(z.string().min(1), value),
    (value) => z.record(z.enum(["a", "b"]), value),
    (value) => z.record(z.enum(["a", "b"]).meta({ id: "Ab" }), value),
    (value) => z.record(z.union([z.literal("a"), z.literal("c")]), value),
    (value) => z.partialRecord(z.enum(["a", "b", "c"]), value),
  );
}

function records([[before, after], ofBefore, ofAfter]: readonly [Pair, Keys, Keys]): Pair {
  const record = ({ schema, values }: Candidate, make: Keys): Candidate => ({
    schema: make(schema),
    values: fc.dictionary(fc.constantFrom("a", "b", "c", ""), values, { maxKeys: 3 }),
  });
  return [record(before, ofBefore), record(after, ofAfter)];
}

let names = 0;

/** A model has one schema of a name: else there is no telling which one is meant, and a rule refuses it. */
function chains([pair, side]: readonly [Pair, Sides]): Pair {
  const name = `Chain${++names}`;
  return applied(pair, side, (candidate) => chain(candidate, name));
}

/** `{ value, next }`, where the next may be null. */
function chain({ schema, values }: Candidate, name: string): Candidate {
  const self: z.ZodType = z
    .object({
      value: schema,
      get next() {
        return self.nullable();
      },
    })
    .meta({ id: name });
  const items = fc.array(values, { minLength: 1, maxLength: 3 });
  return {
    schema: self,
    values: items.map((all) => all.reduceRight((next: unknown, value) => ({ value, next }), null)),
  };
}

function limit(max: number): fc.Arbitrary<Limit> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(max) });
}

function rarely(): fc.Arbitrary<boolean> {
  return fc.nat(5).map((number) => number === 0);
}
