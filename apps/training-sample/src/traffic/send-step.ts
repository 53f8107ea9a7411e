import { streamIdOf } from "@factum/core";
import { COMMAND_PATHS } from "../http/command-paths.js";
import type { Reply } from "../oracle/reply.js";
import { answerOf } from "./answer-of.js";
import type { HttpClient } from "./http-client.js";
import type { Step } from "./plan.js";

/** A reply, what was planned, and whose session it was sent with. */
export interface StepReply extends Reply {
  readonly step: Step;
  readonly actor: string;
}

/** Sends one command; never throws, for a broken connection is an answer as well: an unclear one. */
export async function sendStep(
  client: HttpClient,
  { trainingId, step, actor, cookie }: { trainingId: string; step: Step; actor: string; cookie: string | undefined },
): Promise<StepReply> {
  const { type: command, data } = step;
  const asked = { streamId: streamIdOf("training", trainingId), command, data, step, actor };
  const sentAt = performance.now();
  try {
    const reply = await client.post(`/api/trainings/${trainingId}/${COMMAND_PATHS[command]}`, data, cookie);
    return { ...asked, sentAt, receivedAt: performance.now(), answer: answerOf(reply) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...asked, sentAt, receivedAt: performance.now(), answer: { kind: "unclear", why } };
  }
}
