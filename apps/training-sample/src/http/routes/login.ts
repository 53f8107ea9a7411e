import { Hono } from "hono";
import { findUser, USERS } from "../../catalog.js";
import { loginPage } from "../../pages/login-page.js";
import type { AppEnv } from "../app-env.js";
import { ProblemError } from "../problem.js";
import { readForm } from "../read-form.js";
import { readJson } from "../read-json.js";
import type { Sessions } from "../session.js";

/** Logging in and out, by form and by program. There are no passwords: this is a sample, and says so. */
export function loginRoutes(sessions: Sessions): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/login", (c) => c.html(loginPage(USERS)))
    .post("/login", async (c) => {
      const { user } = await readForm(c);
      await sessions.begin(c, userNamed(user));
      return c.redirect("/", 303);
    })
    .post("/logout", (c) => {
      sessions.end(c);
      return c.redirect("/login", 303);
    })
    .post("/api/login", async (c) => {
      const body = await readJson(c);
      const user = userNamed(typeof body === "object" && body !== null && "user" in body ? body.user : undefined);
      await sessions.begin(c, user);
      return c.json({ user: { id: user.id, name: user.name, role: user.role } });
    });
}

function userNamed(id: unknown) {
  const user = typeof id === "string" ? findUser(id) : undefined;
  if (user === undefined) {
    throw new ProblemError(400, `Nobody of that id may log in. Give one of: ${USERS.map(({ id }) => id).join(", ")}.`);
  }
  return user;
}
