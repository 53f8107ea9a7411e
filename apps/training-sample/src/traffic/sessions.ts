import { USERS } from "../catalog.js";
import type { HttpClient } from "./http-client.js";

/** The session cookie of every user who may log in, by the user's id. */
export type SessionCookies = ReadonlyMap<string, string>;

/** Logs everybody in. @throws {Error} when somebody is not let in */
export async function logIn(client: HttpClient): Promise<SessionCookies> {
  const cookies = new Map<string, string>();
  for (const { id, name } of USERS) {
    const reply = await client.post("/api/login", { user: id });
    const [pair] = reply.cookies.map((cookie) => cookie.split(";", 1)[0] ?? "");
    if (reply.status >= 300 || pair === undefined) {
      throw new Error(`${name} could not log in: POST /api/login answered ${reply.status}.`);
    }
    cookies.set(id, pair);
  }
  return cookies;
}
