import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { AppEnv } from "./app-env.js";
import { ProblemError, tooManyProblem } from "./problem.js";
import type { Sessions } from "./session.js";

export interface RateLimitOptions {
  readonly sessions: Sessions;
  /** How many requests a person may send in {@link WINDOW_SECONDS}; an address {@link PEOPLE_BEHIND_ADDRESS} times as many. */
  readonly requests: number;
  /** Whether a proxy stands before the process, which says who asks. */
  readonly trustProxy: boolean;
}

const WINDOW_SECONDS = 10;
/** An office is one address to us. */
const PEOPLE_BEHIND_ADDRESS = 5;

/**
 * Stops those who send too much, each person by themselves and each address as a whole: 429, with the seconds to wait. Counted
 * in this process; several share the load, and so allow as many times as much.
 */
export function rateLimit({ sessions, requests, trustProxy }: RateLimitOptions): MiddlewareHandler<AppEnv> {
  const people = new RateLimiterMemory({ points: requests, duration: WINDOW_SECONDS });
  const addresses = new RateLimiterMemory({ points: requests * PEOPLE_BEHIND_ADDRESS, duration: WINDOW_SECONDS });
  return async (c, next) => {
    await consume(addresses, addressOf(c, trustProxy));
    const user = await sessions.userOf(c);
    if (user !== undefined) await consume(people, user.id);
    return next();
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (reached) {
    if (!(reached instanceof RateLimiterRes)) throw reached;
    throw new ProblemError(tooManyProblem(Math.ceil(reached.msBeforeNext / 1_000)));
  }
}

/** What the proxy saw, which is the last that `X-Forwarded-For` lists: what stands before it, anybody can write. */
function addressOf(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  // Without a socket, in tests, all are one address.
  return forwarded ?? (c.env === undefined || !("incoming" in c.env) ? "" : (getConnInfo(c).remote.address ?? ""));
}
