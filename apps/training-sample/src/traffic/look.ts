import { streamIdOf } from "@factum/core";
import type { HttpClient } from "./http-client.js";

/** What the list showed to a trainee who asked for it with the position of the last answer about their training. */
export interface Look {
  readonly streamId: string;
  readonly position: number;
  /** Whether the training was in the list; undefined if there was no list. */
  readonly listed: boolean | undefined;
}

/** Asks for the list at once after an answer, when the listeners have had the least time. */
export async function look(
  client: HttpClient,
  { trainingId, position, cookie }: { trainingId: string; position: number; cookie: string | undefined },
): Promise<Look> {
  const reply = await client.get(`/api/trainings?position=${position}`, cookie).catch(() => undefined);
  const rows = Array.isArray(reply?.body) ? (reply.body as { trainingId?: unknown }[]) : undefined;
  const listed = rows?.some((row) => row.trainingId === trainingId);
  return { streamId: streamIdOf("training", trainingId), position, listed };
}
