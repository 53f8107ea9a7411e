import type { LoadedAggregate } from "./loaded-model.js";

/** The name of the type of an aggregate's id: that of its schema, else one made from the aggregate's own. */
export function idTypeOf(aggregate: LoadedAggregate): string {
  return aggregate.id.form.kind === "named" ? aggregate.id.form.name : `${aggregate.name}Id`;
}
