import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app-env.js";
import { ProblemError } from "./problem.js";
import type { Sessions } from "./session.js";

/** Lets through who is logged in. Others are sent to the login page, programs get a 401. */
export function requireSession(sessions: Sessions, otherwise: "login page" | "problem"): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const user = await sessions.userOf(c);
    if (user === undefined) {
      if (otherwise === "login page") return c.redirect("/login", 303);
      throw new ProblemError(401, "Log in first: POST /api/login with a user.");
    }
    c.set("user", user);
    // What a person may see must not stay behind in a cache for the next one.
    c.header("cache-control", "no-store");
    return next();
  };
}
