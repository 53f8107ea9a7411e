import { z } from "zod";

const data = z.record(z.string(), z.json());
const message = z.object({ type: z.string(), data });
const outcome = z.union([
  z.object({ events: z.array(message) }),
  z.object({ rejection: z.object({ name: z.string(), message: z.string(), data }) }),
]);
const story = z.object({
  given: z.array(z.union([z.object({ event: message }), z.object({ clock: z.string() }), z.object({ command: message, outcome })])),
  steps: z.array(z.object({ in: z.string(), when: message, outcome, to: z.string(), state: z.json().optional() })),
  state: z.object({ word: z.string(), value: z.json() }).optional(),
});
const fold = z.object({
  given: z.array(message.extend({ category: z.string(), id: z.string() })),
  shows: z.union([
    z.object({ rows: z.json() }),
    z.object({ table: z.string().optional(), key: z.json(), row: z.json() }),
  ]),
});
const place = { file: z.string(), titles: z.array(z.string()) };

/** What specs have written down of an aggregate, as `@factum/testing/vitest` does it. */
export const aggregateSpecs = z.object({
  format: z.literal(1),
  aggregate: z.string(),
  states: z.array(z.string()),
  specs: z.array(z.object({ ...place, stories: z.array(story) })),
});

/** What specs have written down of a read model. */
export const readModelSpecs = z.object({
  format: z.literal(1),
  readModel: z.string(),
  specs: z.array(z.object({ ...place, folds: z.array(fold) })),
});

export type AggregateSpecs = z.output<typeof aggregateSpecs>;
export type ReadModelSpecs = z.output<typeof readModelSpecs>;
export type ToldMessage = z.output<typeof message>;
export type ToldOutcome = z.output<typeof outcome>;

/** All that specs have written down, by the names of what they are about. */
export interface SpecsDocs {
  readonly aggregates: ReadonlyMap<string, AggregateSpecs>;
  readonly readModels: ReadonlyMap<string, ReadModelSpecs>;
}

export const NO_SPECS: SpecsDocs = { aggregates: new Map(), readModels: new Map() };
