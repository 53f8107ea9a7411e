import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import { describeValue } from "../values/describe-value.js";
import { findUnstorable } from "../values/find-unstorable.js";
import { dataIssue } from "../values/path-issue.js";
import { assertStreamId } from "../values/stream-id.js";
import { assertAppends, isObject, isUuid } from "./assert-appends.js";
import type { SettledCommand } from "./outcome-store.js";

/**
 * Refuses what cannot be a command of a stream.
 *
 * @throws {InvalidDataError} naming the stream id or the command id
 */
export function assertCommandId(streamId: string, commandId: string): void {
  assertStreamId(streamId);
  if (isUuid(commandId)) return;
  const issue = { path: "", message: "is not a lower-case UUID" };
  throw new InvalidDataError(`command id ${describeValue(commandId)}`, [issue]);
}

/**
 * Refuses a command that no store could settle, before anything is sent.
 *
 * @throws {InvalidDataError} naming the stream and the path in the append or the outcome
 */
export function assertSettledCommand(command: SettledCommand): void {
  if (!isObject(command)) {
    throw new InvalidDataError("a settled command", [{ path: "", message: `is ${describeValue(command)}` }]);
  }
  assertAppends([command.append]);
  const issues = [...issuesOfCommand(command)];
  if (issues.length > 0) throw new InvalidDataError(`the command to "${command.append.streamId}"`, issues);
}

function* issuesOfCommand({ append, outcome }: SettledCommand): Iterable<DataIssue> {
  if (append.appendId === undefined) yield { path: "append.appendId", message: "is missing: it is the command's id" };
  if (typeof append.expectedVersion !== "number") {
    const message = `is ${describeValue(append.expectedVersion)}, not the exact version of the decision`;
    yield { path: "append.expectedVersion", message };
  }
  // Else it would settle nothing, or be remembered twice.
  const hasEvents = append.events.length > 0;
  if (outcome === undefined) {
    if (!hasEvents) yield { path: "outcome", message: "is missing, and there are no events to remember instead" };
  } else if (hasEvents) {
    yield { path: "outcome", message: "is given beside events, which are remembered anyway" };
  } else if (!isObject(outcome)) {
    yield { path: "outcome", message: `is ${describeValue(outcome)}, not an object` };
  } else {
    for (const { path, message } of findUnstorable(outcome)) {
      yield dataIssue({ path: ["outcome", ...path], message });
    }
  }
}
