import { wait } from "@factum/core";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Composition } from "../../composition.js";
import type { AppEnv } from "../app-env.js";

/** Under load a page is told at most so often, in milliseconds. */
const PAUSE_MS = 100;
/** A sign of life for whatever stands between us and the browser. */
const HEARTBEAT_MS = 20_000;

/**
 * `GET /live`: server-sent events that say *that* a read model has moved, and nothing of what is in it. The page then
 * asks for itself anew, with the rights of whoever looks at it.
 */
export function liveRoutes({ changes }: Composition): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/live", (c) =>
    streamSSE(c, async (stream) => {
      let seen = changes.count;
      await stream.writeSSE({ event: "hello", data: "" });
      while (!stream.aborted && !changes.closed) {
        await changes.next(seen, HEARTBEAT_MS);
        const moved = changes.count > seen;
        seen = changes.count;
        if (!changes.closed) await stream.writeSSE({ event: moved ? "moved" : "heartbeat", data: "" });
        await wait(PAUSE_MS);
      }
    }),
  );
}
