import { Hono } from "hono";
import type { Composition } from "../../composition.js";
import { visibleTo } from "../access.js";
import type { AppEnv } from "../app-env.js";
import { commandTypeOf } from "../command-paths.js";
import { issueCommand } from "../issue-command.js";
import { ProblemError, problemResponse, rejectionProblem } from "../problem.js";
import { readIdempotencyKey } from "../read-command-id.js";
import { readJson } from "../read-json.js";
import { readPosition } from "../read-position.js";
import { requireSession } from "../require-session.js";
import type { Sessions } from "../session.js";

/**
 * Commands and queries for programs. A command's answer has a position; a query that is given it waits until its list
 * has seen it, so that everybody reads what they wrote. An `Idempotency-Key` makes it safe to send a command again.
 */
export function apiRoutes(composition: Composition, sessions: Sessions, waitMs: number): Hono<AppEnv> {
  const { queries } = composition;

  return new Hono<AppEnv>()
    .use("/api/*", requireSession(sessions, "problem"))
    .get("/api/trainings", async (c) => {
      await caughtUp(c.req.query("position"));
      return c.json(await queries.ongoing(visibleTo(c.get("user"))));
    })
    .get("/api/history", async (c) => {
      await caughtUp(c.req.query("position"));
      return c.json(await queries.completed(visibleTo(c.get("user"))));
    })
    .post("/api/trainings/:id/:command", async (c) => {
      const type = commandTypeOf(c.req.param("command"));
      if (type === undefined) throw new ProblemError(404, `There is no command "${c.req.param("command")}".`);
      const commandId = readIdempotencyKey(c.req.header("idempotency-key"));
      const data = await readJson(c);
      const outcome = await issueCommand(composition, c.get("user"), {
        trainingId: c.req.param("id"),
        type,
        data,
        commandId,
        requestId: c.get("requestId"),
      });
      if (!outcome.accepted) return problemResponse(rejectionProblem(outcome));
      const { version, position, events } = outcome;
      return c.json({ version, position, events: events.map((event) => event.type) });
    });

  async function caughtUp(text: string | undefined): Promise<void> {
    const position = readPosition(text);
    if (position !== undefined) await composition.waitFor(position, waitMs);
  }
}
