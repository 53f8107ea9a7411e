import { ConflictError, InvalidDataError } from "@factum/core";
import { Hono } from "hono";
import type { Composition } from "./composition.js";
import { task } from "./task/task.decider.js";

/** The application over HTTP. Problems are answered as RFC 9457 has them. */
export function createApp({ events, handleCommand, currentTask }: Composition): Hono {
  const app = new Hono()
    .get("/health/live", (c) => c.json({ status: "live" }))
    // A real read, by the functions that the migrations have made.
    .get("/health/ready", async (c) => c.json({ status: "ready", position: await events.safePosition() }))
    .post("/tasks/:id/create", async (c) => {
      const id = task.parseId(c.req.param("id"));
      const command = task.parseCommand({ type: "CreateTask", data: await c.req.json() });
      const outcome = await handleCommand(task, id, command);
      if (!outcome.accepted) return problem(409, outcome.rejection.name, outcome.rejection.message);
      const { version, position } = outcome;
      return c.json({ version, position });
    })
    .get("/tasks/:id", async (c) => {
      const { state, version } = await currentTask(task.parseId(c.req.param("id")));
      return version === 0 ? problem(404, "Not found", "There is no such task.") : c.json({ ...state, version });
    });
  app.notFound(() => problem(404, "Not found", "There is nothing at this address."));
  app.onError((error) => {
    if (error instanceof SyntaxError) return problem(400, "Bad request", "The body is not JSON.");
    if (error instanceof InvalidDataError) return problem(400, "Invalid data", error.message);
    if (error instanceof ConflictError) return problem(409, "Conflict", "Others are changing this. Please try again.");
    console.error(error);
    return problem(500, "Internal error", "Something went wrong on our side.");
  });
  return app;
}

function problem(status: number, title: string, detail: string): Response {
  const headers = { "content-type": "application/problem+json" };
  return Response.json({ type: "about:blank", title, status, detail }, { status, headers });
}
