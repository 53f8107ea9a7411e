import type { Context } from "hono";
import { findUser, type User } from "../catalog.js";
import { signedCookie } from "./signed-cookie.js";

const LIFETIME_MS = 8 * 60 * 60 * 1000;

/** Who is logged in, kept in a signed cookie for eight hours. */
export interface Sessions {
  begin(c: Context, user: User): Promise<void>;
  /** Undefined if nobody is logged in, the session is over, or the cookie was tampered with. */
  userOf(c: Context): Promise<User | undefined>;
  end(c: Context): void;
}

/** @param now milliseconds since 1970 */
export function createSessions(secret: string, now: () => number): Sessions {
  const cookie = signedCookie("session", secret, LIFETIME_MS / 1000);
  return {
    begin: (c, user) => cookie.write(c, `${user.id} ${now() + LIFETIME_MS}`),
    async userOf(c) {
      const [id, expiresAt] = (await cookie.read(c))?.split(" ") ?? [];
      // The browser drops the cookie in time; who kept a copy is turned away here.
      if (id === undefined || !(Number(expiresAt) > now())) return undefined;
      return findUser(id);
    },
    end: (c) => cookie.clear(c),
  };
}
