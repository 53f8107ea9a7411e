import { Hono } from "hono";
import type { Composition } from "../composition.js";
import type { AppEnv } from "./app-env.js";
import { ProblemError, problemOf, problemResponse } from "./problem.js";
import { healthRoutes } from "./routes/health.js";

/** What a process without pages answers: its health alone. */
export function createHealthApp(composition: Composition): Hono<AppEnv> {
  const app = new Hono<AppEnv>().route("/", healthRoutes(composition));
  app.notFound(() => {
    throw new ProblemError(404, "There is nothing at this address: this process runs listeners alone.");
  });
  app.onError((error) => problemResponse(problemOf(error)));
  return app;
}
