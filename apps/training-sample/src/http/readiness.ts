import type { Composition } from "../composition.js";

/** How long the database may take to answer, in milliseconds. */
const PATIENCE_MS = 2_000;

/** Why no requests should be sent to this process for now, in sentences; nothing if they should. */
export async function reasonsToWait({ events, listeners, isCaughtUp }: Composition): Promise<readonly string[]> {
  const reasons: string[] = [];
  // A real read, by the functions that the migrations have made.
  if (!(await answers(() => events.safePosition()))) reasons.push("The database does not answer.");
  if (!isCaughtUp()) {
    for (const { name, state, checkpoint, safePosition } of listeners()) {
      if (state !== "live" || checkpoint < safePosition) {
        reasons.push(`${name} is ${state}, at ${checkpoint} of ${safePosition}, and has not caught up yet.`);
      }
    }
    if (reasons.length === 0) reasons.push("The read models have not caught up yet.");
  }
  return reasons;
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const asked = ask().then(
    () => true,
    () => false, // Who asks for readiness wants to know whether, and not why: that is in the log.
  );
  const isThere = await Promise.race([asked, late]);
  clearTimeout(timer);
  return isThere;
}
