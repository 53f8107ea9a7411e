import type { EventCodec } from "../codec/event-codec.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import type { AggregateModel } from "../model/aggregate.js";
import { schemaOf } from "../model/shape.js";
import { deepFreeze } from "../values/deep-freeze.js";
import { describeKind } from "../values/describe-kind.js";
import { describeValue } from "../values/describe-value.js";
import { parseWith } from "../values/parse-with.js";
import type { Command } from "./command.js";
import type { Decider } from "./decider.js";
import type { DomainEvent } from "./domain-event.js";
import type { Rejection } from "./rejection.js";
import { snapshotPolicyOf } from "./snapshot-policy-of.js";

/** Everything of a decider that follows from the model alone; generated code adds `decide` and `evolve`. */
export function bindModel<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  model: AggregateModel,
  codec: EventCodec<E>,
): Omit<Decider<State, C, E, R, Id>, "decide" | "evolve"> {
  const commands = new Map(
    Object.entries(model.commandDefinitions).map(([type, { data }]) => [type, schemaOf(data)] as const),
  );
  const snapshots = snapshotPolicyOf<State>(model);
  return {
    name: model.name,
    category: model.category,
    // Every stream starts from this one value: an evolve that changed it in place would change what all others start from.
    initialState: deepFreeze(model.initialState) as State,
    codec,
    ...(snapshots === undefined ? {} : { snapshots }),
    commandTypes: [...commands.keys()],
    parseId: (value) => parseWith(model.id, `the id of ${model.name}`, value) as Id,
    parseCommand(command) {
      const subject = `a command to ${model.name}`;
      if (typeof command !== "object" || command === null) {
        throw new InvalidDataError(subject, [{ path: "", message: `is ${describeKind(command)}, not a command` }]);
      }
      const { type, data } = command;
      const schema = commands.get(type);
      if (schema === undefined) {
        const message = `${describeValue(type)} is none of ${[...commands.keys()].join(", ")}`;
        throw new InvalidDataError(subject, [{ path: "type", message }]);
      }
      return { type, data: parseWith(schema, `command ${type}`, data) } as unknown as C;
    },
  };
}
