/** One process of `commands.ts`: so many callers, all on one stream. */
import { once } from "node:events";
import { ConflictError, createCommandHandler, uuidv7 } from "@factum/core";
import { openPg } from "@factum/pg-adapter";
import { course } from "./course/course.decider.js";
import { type CourseId, RegisterTrainee } from "./course/generated/course.types.js";
import { callsPerSecond } from "./load.js";

export interface HotRequest {
  readonly connectionString: string;
  readonly id: CourseId;
  readonly callers: number;
  readonly commands: number;
}

export interface HotReport {
  readonly seconds: number;
  /** Attempts of all commands beyond their first. */
  readonly retries: number;
  /** Commands that met a conflict at every attempt that they may have. */
  readonly givenUp: number;
}

const request = JSON.parse(process.argv[2] ?? "") as HotRequest;
const store = await openPg({ connectionString: request.connectionString, schema: "commands_bench" });
let decisions = 0;
let givenUp = 0;
const counted = {
  ...course,
  decide(...args: Parameters<typeof course.decide>) {
    decisions++;
    return course.decide(...args);
  },
};
const handle = createCommandHandler({ store: store.events });

// Warm, each on a stream of its own.
await run(uuidv7() as CourseId, 2_000);
decisions = 0;
process.send?.("ready");
await once(process, "message");
const seconds = await run(request.id, request.commands);
const report: HotReport = { seconds, retries: decisions - request.commands, givenUp };
process.send?.(report);
await store.close();
process.disconnect();

async function run(id: CourseId, commands: number): Promise<number> {
  const speed = await callsPerSecond(commands, request.callers, async () => {
    const data = { traineeId: uuidv7(), sessionId: uuidv7(), dueDate: "2031-05-17" };
    try {
      await handle(counted, id, RegisterTrainee(data));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      givenUp++;
    }
  });
  return commands / speed;
}
