import { streamIdOf } from "@factum/core";
import { COMMAND_PATHS } from "../http/command-paths.js";
import type { Answer, Reply } from "../oracle/reply.js";
import { answerOf } from "./answer-of.js";
import type { HttpClient } from "./http-client.js";
import type { Step } from "./plan.js";

/** A reply, what was planned, and whose session it was sent with. */
export interface StepReply extends Reply {
  readonly step: Step;
  readonly actor: string;
  /** The answer to the same request with the same key, sent once more; undefined if it was not. */
  readonly again?: Answer;
}

export interface StepToSend {
  readonly trainingId: string;
  readonly step: Step;
  readonly actor: string;
  readonly cookie: string | undefined;
  readonly key: string | undefined;
  /** Whether to send it once more if it was accepted with events, as if the answer had been lost. */
  readonly repeat: boolean;
}

/** Sends one command; never throws, for a broken connection is an answer as well: an unclear one. */
export async function sendStep(
  client: HttpClient,
  { trainingId, step, actor, cookie, key, repeat }: StepToSend,
): Promise<StepReply> {
  const { type: command, data } = step;
  const asked = { streamId: streamIdOf("training", trainingId), command, data, key, step, actor };
  const send = async (): Promise<Answer> => {
    try {
      const path = `/api/trainings/${trainingId}/${COMMAND_PATHS[command]}`;
      return answerOf(await client.post(path, data, { cookie, key }));
    } catch (error) {
      return { kind: "unclear", why: error instanceof Error ? error.message : String(error) };
    }
  };
  const sentAt = performance.now();
  const answer = await send();
  const reply = { ...asked, sentAt, receivedAt: performance.now(), answer };
  const isStored = answer.kind === "accepted" && answer.events.length > 0;
  return repeat && key !== undefined && isStored ? { ...reply, again: await send() } : reply;
}
