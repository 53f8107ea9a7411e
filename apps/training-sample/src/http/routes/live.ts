import { wait } from "@factum/core";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Composition } from "../../composition.js";
import type { AppEnv } from "../app-env.js";
import { ProblemError, tooManyProblem } from "../problem.js";

/** Under load a page is told at most so often, in milliseconds. */
const PAUSE_MS = 100;
/** A sign of life for whatever stands between us and the browser. */
const HEARTBEAT_MS = 20_000;
/** How many pages one person may have open. Each holds a connection, which no limit on requests gives back. */
const MOST_PAGES = 50;
const TRY_AGAIN_SECONDS = 10;

/**
 * `GET /live`: server-sent events that say *that* a read model has moved, and nothing of what is in it. The page then
 * asks for itself anew, with the rights of whoever looks at it.
 */
export function liveRoutes({ changes }: Composition): Hono<AppEnv> {
  const pagesOf = new Map<string, number>();

  return new Hono<AppEnv>().get("/live", (c) => {
    if (c.req.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
    const { id } = c.get("user");
    if ((pagesOf.get(id) ?? 0) >= MOST_PAGES) throw new ProblemError(tooManyProblem(TRY_AGAIN_SECONDS));
    count(id, 1);
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      try {
        let seen = changes.count;
        await stream.writeSSE({ event: "hello", data: "" });
        while (!stream.aborted && !changes.closed) {
          await changes.next(seen, HEARTBEAT_MS, gone.signal);
          const moved = changes.count > seen;
          seen = changes.count;
          if (!changes.closed) await stream.writeSSE({ event: moved ? "moved" : "heartbeat", data: "" });
          await wait(PAUSE_MS);
        }
      } finally {
        count(id, -1);
      }
    });
  });

  function count(id: string, change: 1 | -1): void {
    const pages = (pagesOf.get(id) ?? 0) + change;
    if (pages === 0) pagesOf.delete(id);
    else pagesOf.set(id, pages);
  }
}
