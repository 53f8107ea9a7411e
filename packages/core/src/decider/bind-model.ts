import type { EventCodec } from "../codec/event-codec.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import type { AggregateModel } from "../model/aggregate.js";
import { schemaOf } from "../model/shape.js";
import { parseWith } from "../values/parse-with.js";
import type { Command } from "./command.js";
import type { Decider } from "./decider.js";
import type { DomainEvent } from "./domain-event.js";
import type { Rejection } from "./rejection.js";

/** Everything of a decider that follows from the model alone; generated code adds `decide` and `evolve`. */
export function bindModel<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  model: AggregateModel,
  codec: EventCodec<E>,
): Omit<Decider<State, C, E, R, Id>, "decide" | "evolve"> {
  const commands = new Map(
    Object.entries(model.commandDefinitions).map(([type, { data }]) => [type, schemaOf(data)] as const),
  );
  return {
    name: model.name,
    category: model.category,
    initialState: model.initialState as State,
    codec,
    commandTypes: [...commands.keys()],
    parseId: (value) => parseWith(model.id, `the id of ${model.name}`, value) as Id,
    parseCommand({ type, data }) {
      const schema = commands.get(type);
      if (schema === undefined) {
        const known = [...commands.keys()].join(", ");
        throw new InvalidDataError(`a command to ${model.name}`, [
          { path: "type", message: `${JSON.stringify(type)} is none of ${known}` },
        ]);
      }
      return { type, data: parseWith(schema, `command ${type}`, data) } as unknown as C;
    },
  };
}
