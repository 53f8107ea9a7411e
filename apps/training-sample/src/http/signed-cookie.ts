import { hkdfSync } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";

/** A cookie that the browser keeps but cannot change: HMAC-SHA256, out of the reach of scripts and of other sites. */
export interface SignedCookie {
  /** The value as it was written; undefined if there is none, or if somebody changed it. */
  read(c: Context): Promise<string | undefined>;
  write(c: Context, value: string): Promise<void>;
  clear(c: Context): void;
}

/** Every cookie has a key of its own, drawn from the secret, so that one never passes for another. */
export function signedCookie(name: string, secret: string, lifetimeSeconds: number): SignedCookie {
  const key = hkdfSync("sha256", secret, "", `cookie ${name}`, 32);
  return {
    read: async (c) => (await getSignedCookie(c, key, name)) || undefined,
    async write(c, value) {
      const secure = new URL(c.req.url).protocol === "https:";
      await setSignedCookie(c, name, value, key, {
        httpOnly: true,
        sameSite: "Strict",
        path: "/",
        maxAge: lifetimeSeconds,
        secure,
      });
    },
    clear: (c) => void deleteCookie(c, name, { path: "/" }),
  };
}
