import { Hono } from "hono";
import type { Composition } from "../../composition.js";
import type { AppEnv } from "../app-env.js";

/** `GET /healthz`: 200, and how far each listener is. The server answers 503 in its place before and after. */
export function healthRoutes({ listeners }: Composition): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/healthz", (c) =>
    c.json({
      status: "ready",
      listeners: listeners().map(({ name, state, checkpoint, safePosition }) => ({
        name,
        state,
        checkpoint,
        safePosition,
      })),
    }),
  );
}
