import { type EventCodec, FactumError } from "@factum/core";
import type { AggregateModel, Shape } from "@factum/core/model";
import { describeMessage } from "../../describe/describe-message.js";
import { indent } from "../../describe/indent.js";
import { specFailure } from "../../spec-failure.js";
import type { WalkMoment } from "../walk.js";

/** Checks that a command came to what the model declares of it, and that the data of events and rejections fit their schemas. */
export function declaredOutcome(model: AggregateModel, codec: EventCodec, { command, outcome }: WalkMoment): void {
  const { emits = [], rejects = [] } = model.commandDefinitions[command.type] ?? {};
  if (outcome.kind === "accepted") {
    for (const event of outcome.events) {
      if (!emits.includes(event.type)) throw undeclared(`${command.type} led to ${event.type}`, "emits", emits);
      try {
        codec.encode(event);
      } catch (error) {
        if (!(error instanceof FactumError)) throw error;
        throw specFailure({ message: `${command.type} led to what cannot be stored. ${error.message}`, cause: error });
      }
    }
  }
  if (outcome.kind !== "rejected") return;
  const { name, data } = outcome.rejection;
  if (!rejects.includes(name)) throw undeclared(`${command.type} was rejected with ${name}`, "rejects", rejects);
  const problems = problemsOf(model.rejectionDefinitions[name]?.shape ?? {}, data);
  if (problems.length === 0) return;
  throw specFailure({
    message: `The data of ${describeMessage(name, data)} do not fit:\n${indent(problems.join("\n"))}`,
  });
}

function undeclared(what: string, where: "emits" | "rejects", declared: readonly string[]): Error {
  const known = declared.length === 0 ? "nothing" : declared.join(", ");
  return specFailure({ message: `${what}, which is not declared: its \`${where}\` has ${known}.` });
}

function problemsOf(shape: Shape, data: unknown): readonly string[] {
  const fields = (data ?? {}) as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(shape).flatMap(([name, schema]) => {
    const result = schema.safeParse(fields[name]);
    return result.success
      ? []
      : result.error.issues.map(({ path, message }) => `${[name, ...path].join(".")}: ${message}`);
  });
  const unknown = Object.keys(fields).filter((name) => !Object.hasOwn(shape, name));
  return [...wrong, ...unknown.map((name) => `${name}: is not a field of the schema`)];
}
