import { uuidv7 } from "@factum/core";
import { ADMIN, TRAINEES } from "../catalog.js";
import type { ClientPool } from "./client-pool.js";
import type { HttpClient } from "./http-client.js";
import { type Look, look } from "./look.js";
import { planOf, type Round, type Step } from "./plan.js";
import { type StepReply, sendStep } from "./send-step.js";
import type { SessionCookies } from "./sessions.js";

export interface Work {
  readonly seed: number;
  readonly trainings: number;
  /** How many trainings are worked on at the same time. */
  readonly concurrency: number;
  readonly pool: ClientPool;
  readonly cookies: SessionCookies;
  readonly signal: AbortSignal;
  readonly onTraining: () => void;
}

/** Everything that was answered, in the order of arrival. */
export interface WorkDone {
  readonly replies: StepReply[];
  readonly looks: Look[];
}

/** Trainings whose trainee looks at the list after each round, at most: a long list costs far more than a command. */
const LOOKING = 300;

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
  await Promise.all(Array.from({ length: work.concurrency }, worker));
  return done;
}

async function workOnTraining(work: Work, n: number, { replies, looks }: WorkDone): Promise<void> {
  const { trainee, rounds } = planOf(work.seed, n);
  const looking = n % Math.ceil(work.trainings / LOOKING) === 0;
  const trainingId = uuidv7();
  let owner: string = trainee.id;
  let position = 0;
  for (const round of rounds) {
    await work.pool.with(round.length, async (clients) => {
      const told = await sendAtOnce(work, clients, { n, trainingId, owner, round });
      replies.push(...told);
      for (const { answer, data } of told) {
        if (answer.kind !== "accepted") continue;
        position = Math.max(position, answer.position);
        if (answer.events.includes("RegistrationCreated")) owner = String(data.traineeId);
      }
      const [client] = clients;
      if (!looking || client === undefined || position === 0) return;
      looks.push(await look(client, { trainingId, position, cookie: work.cookies.get(owner) }));
    });
  }
}

/**
 * A client for each step where there are so many; all of them send in the same tick. Every second command has a key, so that
 * those with one and those without meet on one stream, and every second training's are sent once more.
 */
function sendAtOnce(
  { cookies }: Work,
  clients: readonly HttpClient[],
  { n, trainingId, owner, round }: { n: number; trainingId: string; owner: string; round: Round },
): Promise<StepReply[]> {
  return Promise.all(
    round.map((step, index) => {
      const client = clients[index % clients.length];
      if (client === undefined) throw new RangeError("A round needs a client.");
      const actor = actorOf(step, owner);
      const key = (n + index) % 2 === 0 ? uuidv7() : undefined;
      return sendStep(client, { trainingId, step, actor, cookie: cookies.get(actor), key, repeat: n % 4 < 2 });
    }),
  );
}

function actorOf({ sender }: Step, owner: string): string {
  if (sender === "admin") return ADMIN.id;
  if (sender === "owner") return owner;
  return TRAINEES.find(({ id }) => id !== owner)?.id ?? owner;
}
