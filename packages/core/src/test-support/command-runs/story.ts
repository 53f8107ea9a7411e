import { type Call, streamIdsOf } from "./call.js";
import type { Run } from "./play.js";

export function describeCall(call: Call): string {
  const { actor, process, commandId, request } = call;
  const { command } = request;
  const id = commandId === undefined ? "" : `, id ${commandId.slice(-2)}`;
  const expected =
    call.kind === "command" && call.request.expectedVersion !== undefined ? `, at ${call.request.expectedVersion}` : "";
  const streams = streamIdsOf(call).join(" → ");
  return `${actor}: process ${process} is asked for ${command.type} ${JSON.stringify(command.data)} on ${streams}${id}${expected}`;
}

export function describeAnswer({ actor, answer }: Call): string {
  if (answer === undefined) return `${actor} has no answer`;
  return `${actor} ⇒ ${answer.kind === "error" ? String(answer.error) : JSON.stringify(answer.outcome)}`;
}

/** What is wrong with a run, and how it came to it. */
export function tellStory({ story }: Run, faults: readonly string[]): string {
  return [...faults, "", "after so many events:", ...story].join("\n");
}
