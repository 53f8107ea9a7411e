import fc from "fast-check";

/** A zod schema as a model file has it, and a value that it accepts, both as code. */
interface RandomSchema {
  readonly schema: string;
  readonly sample: string;
}

interface RandomField extends RandomSchema {
  readonly name: string;
}

type RandomShape = readonly RandomField[];

/** An aggregate; its events, each a list of schema versions, and its rejections are referred to by their index. */
export interface RandomModel {
  readonly events: readonly (readonly RandomShape[])[];
  readonly rejections: readonly RandomShape[];
  readonly commands: readonly {
    readonly data: RandomShape;
    readonly emits: readonly number[];
    readonly rejects: readonly number[];
  }[];
}

/** What the schemas of random models are made of besides zod. */
export const RANDOM_SHARED = `import { z } from "zod";

export const Sku = z.string().meta({ id: "Sku" });
export const Shared = z.object({ street: z.string(), zip: Sku.optional() }).meta({ id: "Shared" });
`;

/** Names that are allowed, and that code may trip over. */
const fieldName = fc.constantFrom(
  ...[
    "a",
    "b1",
    "_c",
    "type",
    "data",
    "id",
    "name",
    "kind",
    "state",
    "event",
    "reject",
    "context",
    "then",
    "length",
    "of",
  ],
);

const scalar: fc.Arbitrary<RandomSchema> = fc.constantFrom(
  { schema: "z.string()", sample: '""' },
  { schema: "z.string().min(3).max(30)", sample: '"abc"' },
  { schema: "z.uuid().lowercase()", sample: '"00000000-0000-4000-8000-000000000000"' },
  { schema: "z.iso.date()", sample: '"2030-01-01"' },
  { schema: "z.iso.datetime()", sample: '"2030-01-01T00:00:00Z"' },
  { schema: "z.email()", sample: '"a@example.com"' },
  { schema: "z.int().min(-3).max(40)", sample: "-3" },
  { schema: "z.number().gt(0).lt(0.5)", sample: "0.25" },
  { schema: "z.boolean()", sample: "false" },
  { schema: "z.null()", sample: "null" },
  { schema: 'z.enum(["x", "it\'s", "→", "*/", "`"])', sample: '"→"' },
  { schema: 'z.literal(["one", 2, true])', sample: "2" },
  { schema: "Shared", sample: '{ street: "s" }' },
  { schema: "Sku", sample: '"branded"' },
);

const { schema: anySchema } = fc.letrec<{ schema: RandomSchema }>((tie) => {
  const inner = tie("schema");
  const pair = fc.tuple(inner, inner);
  return {
    schema: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      scalar,
      inner.map(({ schema, sample }) => ({ schema: `z.array(${schema})`, sample: `[${sample}]` })),
      inner.map(({ schema }) => ({ schema: `${schema}.nullable()`, sample: "null" })),
      inner.map(({ schema, sample }) => ({ schema: `z.record(z.string(), ${schema})`, sample: `{ k: ${sample} }` })),
      pair.map(([left, right]) => ({
        schema: `z.tuple([${left.schema}, ${right.schema}])`,
        sample: `[${left.sample}, ${right.sample}]`,
      })),
      fc.tuple(fieldName, pair).map(([name, [left, right]]) => ({
        schema: `z.object({ ${name}: ${left.schema}, more: ${right.schema}.optional() })`,
        sample: `{ ${name}: ${left.sample} }`,
      })),
      pair.map(([left, right]) => ({
        schema: `z.discriminatedUnion("by", [z.object({ by: z.literal("l"), v: ${left.schema} }), z.object({ by: z.literal("r"), v: ${right.schema} })])`,
        sample: `{ by: "r", v: ${right.sample} }`,
      })),
    ),
  };
});

const field = fc
  .record({ name: fieldName, value: anySchema })
  .map(({ name, value }): RandomField => ({ name, ...value }));
const shape = fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 4 });

export const randomModel: fc.Arbitrary<RandomModel> = fc
  .record({
    events: fc.array(fc.array(shape, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    rejections: fc.array(shape, { maxLength: 2 }),
  })
  .chain(({ events, rejections }) =>
    fc.record({
      events: fc.constant(events),
      rejections: fc.constant(rejections),
      commands: fc.array(fc.record({ data: shape, emits: indexesOf(events), rejects: indexesOf(rejections) }), {
        maxLength: 3,
      }),
    }),
  );

function indexesOf(list: readonly unknown[]): fc.Arbitrary<number[]> {
  return fc.shuffledSubarray(list.map((_, index) => index));
}

/** The model file of a random aggregate. Its upcasters replace all data, so that no type has to be right by chance. */
export function randomModelText(name: string, { events, rejections, commands }: RandomModel): string {
  const entries = (prefix: string, list: readonly string[]) =>
    list.map((text, index) => `    ${name}${prefix}${index}: ${text},\n`).join("");
  const names = (prefix: string, indexes: readonly number[]) =>
    JSON.stringify(indexes.map((index) => `${name}${prefix}${index}`));
  return `import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";
import { Sku, Shared } from "./shared.js";

export const shared = [Sku, Shared, rejection];

export default aggregate("${name}", {
  id: z.uuid().lowercase(),
  state: z.object({ count: z.int() }),
  initialState: { count: 0 },
  events: {
${entries("Event", events.map(eventText))}  },
  rejections: {
${entries(
  "Refusal",
  rejections.map((each) => `rejection("No.", ${shapeText(each)})`),
)}  },
  commands: {
${entries(
  "Command",
  commands.map(
    ({ data, emits, rejects }) =>
      `{ data: ${shapeText(data)}, emits: ${names("Event", emits)}, rejects: ${names("Refusal", rejects)} }`,
  ),
)}  },
});
`;
}

/** Data as each older version of each event stored it, as code. */
export function randomStoredText(name: string, { events }: RandomModel): string {
  const stored = events.map((versions, index) => {
    const older = versions.slice(0, -1).map(sampleText);
    return `  ${name}Event${index}: [${older.join(", ")}],\n`;
  });
  return `export const stored = {\n${stored.join("")}};\n`;
}

function eventText([first = [], ...later]: readonly RandomShape[]): string {
  return `event(${shapeText(first)})${later.map((each) => `.next(${shapeText(each)}, () => (${sampleText(each)}) as never)`).join("")}`;
}

function shapeText(fields: RandomShape): string {
  return `{ ${fields.map(({ name, schema }) => `${name}: ${schema}`).join(", ")} }`;
}

function sampleText(fields: RandomShape): string {
  return `{ ${fields.map(({ name, sample }) => `${name}: ${sample}`).join(", ")} }`;
}
