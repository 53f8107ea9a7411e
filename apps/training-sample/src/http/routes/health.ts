import { Hono } from "hono";
import type { Composition } from "../../composition.js";
import type { AppEnv } from "../app-env.js";
import { ProblemError, problemResponse } from "../problem.js";
import { reasonsToWait } from "../readiness.js";

/**
 * For whoever runs the process. `GET /health/live`: it runs; a restart would not make it better. `GET /health/ready`: send it
 * requests, or 503 with the reasons why not. The server answers in their place before there is an application, and after.
 */
export function healthRoutes(composition: Composition): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/health/live", (c) => c.json({ status: "live" }))
    .get("/health/ready", async (c) => {
      const reasons = await reasonsToWait(composition);
      const listeners = composition
        .listeners()
        .map(({ name, state, checkpoint, safePosition }) => ({ name, state, checkpoint, safePosition }));
      if (reasons.length === 0) return c.json({ status: "ready", listeners });
      return problemResponse({ ...new ProblemError(503, reasons.join(" ")).problem, reasons, listeners });
    });
}
