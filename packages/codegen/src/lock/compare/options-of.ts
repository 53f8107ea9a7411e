import { entryOf, type Lock } from "../lock.js";
import type { LockForm } from "../lock-form.js";

/**
 * The forms of which a value takes one: unions, nullables, names and literals are taken apart, what is left has one kind.
 *
 * Checks of a union become checks of each of its options.
 */
export function optionsOf(form: LockForm, named: Lock["named"]): readonly LockForm[] {
  const all = options(form, [], new Set());
  // One option twice is one.
  return [...new Map(all.map((option) => [JSON.stringify(option), option])).values()];

  function options(part: LockForm, checks: readonly string[], open: ReadonlySet<string>): readonly LockForm[] {
    switch (part.kind) {
      case "named": {
        const behind = entryOf(named, part.name);
        // A name of nothing, or of nothing but itself, is nothing that could be compared.
        if (behind === undefined || open.has(part.name)) return [{ kind: "unsupported", schema: part.name }];
        return options(behind, checks, new Set([...open, part.name]));
      }
      case "union":
        return part.options.flatMap((option) => options(option, withChecks(part.furtherChecks, checks), open));
      case "nullable": {
        const inner = withChecks(part.furtherChecks, checks);
        return [...options(part.inner, inner, open), checked({ kind: "literal", values: [null] }, inner)];
      }
      case "literal":
        return part.values.map((value) => checked({ ...part, values: [value] }, checks));
      case "boolean":
        return [true, false].map((value) => checked({ ...part, kind: "literal", values: [value] }, checks));
      case "unsupported":
        return [part];
      default:
        return [checked(part, checks)];
    }
  }
}

function withChecks(own: readonly string[] | undefined, around: readonly string[]): readonly string[] {
  return [...new Set([...(own ?? []), ...around])];
}

function checked<Form extends Exclude<LockForm, { kind: "named" | "unsupported" }>>(
  form: Form,
  checks: readonly string[],
): Form {
  return checks.length === 0 ? form : { ...form, furtherChecks: withChecks(form.furtherChecks, checks) };
}
