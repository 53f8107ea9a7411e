import { ConflictError } from "@factum/core";
import { Hono } from "hono";
import type { Composition } from "../../composition.js";
import { training } from "../../training/training.decider.js";
import { assertMaySee, visibleTo } from "../access.js";
import type { AppEnv } from "../app-env.js";
import { commandTypeOf } from "../command-paths.js";
import { etagOf, namesEtag } from "../etag.js";
import { issueCommand } from "../issue-command.js";
import { ProblemError, problemResponse, rejectionProblem, staleVersionProblem } from "../problem.js";
import { readIdempotencyKey } from "../read-command-id.js";
import { readIfMatch } from "../read-if-match.js";
import { readJson } from "../read-json.js";
import { readPosition } from "../read-position.js";
import { requireSession } from "../require-session.js";
import type { Sessions } from "../session.js";

/**
 * Commands and queries for programs. A command's answer has a position; a query that is given it waits until its list
 * has seen it, so that everybody reads what they wrote. An `Idempotency-Key` makes it safe to send a command again; an
 * `If-Match` with the ETag of what was seen keeps it from being decided on anything else.
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
    .get("/api/trainings/:id", async (c) => {
      const trainingId = training.parseId(c.req.param("id"));
      await assertMaySee(c.get("user"), trainingId, queries);
      const { state, version } = await queries.current(trainingId);
      if (version === 0) throw new ProblemError(404, "There is no such training.");
      c.header("etag", etagOf(version));
      if (namesEtag(c.req.header("if-none-match"), etagOf(version))) return c.body(null, 304);
      return c.json({ trainingId, version, state });
    })
    .post("/api/trainings/:id/:command", async (c) => {
      const type = commandTypeOf(c.req.param("command"));
      if (type === undefined) throw new ProblemError(404, `There is no command "${c.req.param("command")}".`);
      const commandId = readIdempotencyKey(c.req.header("idempotency-key"));
      const expectedVersion = readIfMatch(c.req.header("if-match"));
      const data = await readJson(c);
      const outcome = await issueCommand(composition, c.get("user"), {
        trainingId: c.req.param("id"),
        type,
        data,
        commandId,
        expectedVersion,
        requestId: c.get("requestId"),
      }).catch((error: unknown) => {
        const isStale = error instanceof ConflictError && error.expected === expectedVersion;
        if (isStale) throw new ProblemError(staleVersionProblem(error));
        throw error;
      });
      if (!outcome.accepted) return problemResponse(rejectionProblem(outcome));
      const { version, position, events } = outcome;
      c.header("etag", etagOf(version));
      return c.json({ version, position, events: events.map((event) => event.type) });
    });

  async function caughtUp(text: string | undefined): Promise<void> {
    const position = readPosition(text);
    if (position !== undefined) await composition.waitFor(position, waitMs);
  }
}
