import type { LoadedAggregate } from "./loaded-model.js";
import { pascalCase } from "./names.js";
import type { FieldForm, SchemaForm, UnionForm } from "./schema-form.js";
import { lookupOf, type SchemaLookup, unnamed } from "./schema-lookup.js";

/** A member of a state that is a discriminated union: an interface of its own, or a schema that has a name already. */
export type StateVariant =
  | { readonly kind: "interface"; readonly name: string; readonly fields: readonly FieldForm[]; readonly index: number }
  | { readonly kind: "named"; readonly name: string };

/** As long as any other name in a model. */
const MAX_LENGTH = 60;

/** The members of the state, each with a name; undefined if the state is no discriminated union of objects. */
export function stateVariantsOf(aggregate: LoadedAggregate): readonly StateVariant[] | undefined {
  const { state } = aggregate;
  if (state.kind !== "union" || state.discriminator === undefined) return undefined;
  const lookup = lookupOf(aggregate.named);
  const variants = state.options.map((option, index) => variantOf(aggregate.name, state, option, index, lookup));
  return variants.every((variant) => variant !== undefined) ? variants : undefined;
}

function variantOf(
  aggregate: string,
  union: UnionForm,
  option: SchemaForm,
  index: number,
  lookup: SchemaLookup,
): StateVariant | undefined {
  if (option.kind === "named") return { kind: "named", name: option.name };
  if (option.kind !== "object") return undefined;
  const discriminator = option.fields.find((field) => field.name === union.discriminator);
  const value = discriminator === undefined ? undefined : unnamed(discriminator.form, lookup);
  const words = value?.kind === "literal" ? value.values.map((each) => pascalCase(String(each))).join("Or") : "";
  // A value such as "" or "→" has no letter to make a name of, a sentence too many; its place then tells it apart.
  const suffix = words === "" || words.length > MAX_LENGTH ? String(index + 1) : words;
  return { kind: "interface", name: `${aggregate}State${suffix}`, fields: option.fields, index };
}
