import type { Verdict } from "../oracle/verdict.js";
import type { StepReply } from "./send-step.js";

/** What must be refused before a decider sees it was, for the right reason; and nothing else was. */
export function checkRefusals(replies: readonly StepReply[]): Verdict {
  const registered = new Map<string, StepReply>();
  for (const reply of replies) {
    if (reply.answer.kind === "accepted" && reply.answer.events.includes("RegistrationCreated")) {
      registered.set(reply.streamId, reply);
    }
  }
  const differences: string[] = [];
  let looked = 0;
  for (const reply of replies) {
    const { answer, step, streamId } = reply;
    if (answer.kind === "unclear" || (answer.kind !== "refused" && step.refusal === undefined)) continue;
    looked++;
    const told = answer.kind === "refused" ? answer.why : answer.kind;
    if (step.refusal !== undefined) {
      if (!told.startsWith(String(step.refusal))) {
        differences.push(`${streamId}: ${step.type} by the ${step.sender} was answered ${told}, not ${step.refusal}`);
      }
      continue;
    }
    // A conflict that outlasted every attempt is a fair answer; a 404 is one for whoever is not registered yet.
    const registration = registered.get(streamId);
    const isOwner = registration?.data.traineeId === reply.actor && registration.receivedAt < reply.sentAt;
    const fair = told.startsWith("409") || (told.startsWith("404") && step.sender === "owner" && !isOwner);
    if (!fair) differences.push(`${streamId}: ${step.type} by the ${step.sender} was answered ${told}`);
  }
  return { claim: "what is invalid or forbidden is refused, and nothing else is", looked, differences };
}
