import { streamIdOf, uuidv7 } from "@factum/core";
import { ADMIN, TRAINEES } from "../catalog.js";
import { COMMAND_PATHS } from "../http/command-paths.js";
import type { Reply } from "../oracle/reply.js";
import { answerOf } from "./answer-of.js";
import type { ClientPool } from "./client-pool.js";
import type { HttpClient } from "./http-client.js";
import { LARGEST_ROUND, planOf, type Round, type Step } from "./plan.js";
import type { SessionCookies } from "./sessions.js";

/** A reply, and what was expected of it before it was known. */
export interface WorkReply extends Reply {
  readonly step: Step;
  readonly actor: string;
}

/** What a list showed to a trainee who asked for it at the position of the last answer about their training. */
export interface Look {
  readonly streamId: string;
  readonly position: number;
  /** Whether the training was in the list; undefined if there was no list. */
  readonly listed: boolean | undefined;
}

export interface Work {
  readonly seed: number;
  readonly trainings: number;
  readonly clients: readonly HttpClient[];
  readonly pool: ClientPool;
  readonly cookies: SessionCookies;
  readonly signal: AbortSignal;
  readonly onTraining: () => void;
}

/** Every answer, in the order of arrival. */
export interface WorkDone {
  readonly replies: WorkReply[];
  readonly looks: Look[];
}

/** One training in so many is looked for in its trainee's list at the end: a long list costs far more than a command. */
const LOOK_EVERY = 25;

/** Works on all trainings, as many at a time as there are clients for. */
export async function doWork(work: Work): Promise<WorkDone> {
  const done: WorkDone = { replies: [], looks: [] };
  let next = 0;
  const worker = async () => {
    while (next < work.trainings) {
      work.signal.throwIfAborted();
      await workOnTraining(work, next++, done);
      work.onTraining();
    }
  };
  await Promise.all(Array.from({ length: work.clients.length }, worker));
  return done;
}

async function workOnTraining(work: Work, n: number, { replies, looks }: WorkDone): Promise<void> {
  const { trainee, rounds } = planOf(work.seed, n);
  const id = uuidv7();
  let owner: string = trainee.id;
  let position = 0;
  for (const round of rounds) {
    const told = await sendAtOnce(work, id, owner, round);
    replies.push(...told);
    for (const { answer, data } of told) {
      if (answer.kind !== "accepted") continue;
      position = Math.max(position, answer.position);
      if (answer.events.includes("RegistrationCreated")) owner = String(data.traineeId);
    }
  }
  if (n % LOOK_EVERY === 0 && position > 0) {
    const cookie = work.cookies.get(owner);
    looks.push(await work.pool.with(1, ([client]) => look(client, cookie, id, position)));
  }
}

async function look(
  client: HttpClient | undefined,
  cookie: string | undefined,
  id: string,
  position: number,
): Promise<Look> {
  const reply = await client?.get(`/api/trainings?position=${position}`, cookie).catch(() => undefined);
  const rows = Array.isArray(reply?.body) ? (reply.body as { trainingId?: unknown }[]) : undefined;
  const listed = rows?.some(({ trainingId }) => trainingId === id);
  return { streamId: streamIdOf("training", id), position, listed };
}

/** A client for each step where there are so many; all of them send in the same tick. */
function sendAtOnce(work: Work, id: string, owner: string, round: Round): Promise<WorkReply[]> {
  const wanted = Math.min(round.length, LARGEST_ROUND, work.clients.length);
  return work.pool.with(wanted, (clients) =>
    Promise.all(
      round.map((step, index) => {
        const client = clients[index % clients.length];
        if (client === undefined) throw new RangeError("A round needs a client.");
        return send(client, work.cookies, id, actorOf(step, owner), step);
      }),
    ),
  );
}

function actorOf({ sender }: Step, owner: string): string {
  if (sender === "admin") return ADMIN.id;
  if (sender === "owner") return owner;
  return TRAINEES.find(({ id }) => id !== owner)?.id ?? owner;
}

async function send(
  client: HttpClient,
  cookies: SessionCookies,
  id: string,
  actor: string,
  step: Step,
): Promise<WorkReply> {
  const { type: command, data } = step;
  const asked = { streamId: streamIdOf("training", id), command, data, step, actor };
  const sentAt = performance.now();
  try {
    const reply = await client.post(`/api/trainings/${id}/${COMMAND_PATHS[command]}`, data, cookies.get(actor));
    return { ...asked, sentAt, receivedAt: performance.now(), answer: answerOf(reply) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...asked, sentAt, receivedAt: performance.now(), answer: { kind: "unclear", why } };
  }
}
