import type { AggregateModel } from "@factum/core/model";

/** How the states of an aggregate are told apart in reports. */
export interface StateWords {
  /** The field whose value is the word; none if the states have no such field. */
  readonly field?: string;
  /** Every word there is, in the order of the schema. */
  readonly words: readonly string[];
}

/** For states that nothing tells apart: whether anything has happened yet. */
const AT_FIRST = "at first";
const LATER = "later";

/**
 * A state in a word: the value by which its union is discriminated; else that of its one field that is an enum; else whether
 * anything has happened yet.
 *
 * @param version stream version
 */
export function stateWord(model: AggregateModel, state: unknown, version: number): string {
  const { field } = stateWords(model);
  if (field === undefined) return version === 0 ? AT_FIRST : LATER;
  return String((state as Readonly<Record<string, unknown>> | null)?.[field]);
}

export function stateWords({ state }: Pick<AggregateModel, "state">): StateWords {
  const { type, discriminator, shape } = definitionOf(state);
  if (type === "union" && discriminator !== undefined) {
    const values = internalsOf(state).propValues?.[discriminator] ?? new Set();
    return { field: discriminator, words: [...values].map(String) };
  }
  const enums = Object.entries(type === "object" ? (shape ?? {}) : {}).filter(
    ([, field]) => definitionOf(field).type === "enum",
  );
  const [only] = enums;
  if (only === undefined || enums.length > 1) return { words: [AT_FIRST, LATER] };
  return { field: only[0], words: [...(internalsOf(only[1]).values ?? [])].map(String) };
}

/** What zod documents for libraries that look into schemas; by shape, since the team's zod may be another copy. */
interface Internals {
  readonly def: {
    readonly type: string;
    readonly discriminator?: string;
    readonly shape?: Readonly<Record<string, object>>;
  };
  readonly values?: ReadonlySet<unknown>;
  readonly propValues?: Readonly<Record<string, ReadonlySet<unknown>>>;
}

function internalsOf(schema: object): Internals {
  return (schema as { readonly _zod: Internals })._zod;
}

function definitionOf(schema: object): Internals["def"] {
  return internalsOf(schema).def;
}
