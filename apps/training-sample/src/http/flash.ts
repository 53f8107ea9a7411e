import type { Context } from "hono";
import { z } from "zod";
import { signedCookie } from "./signed-cookie.js";

const FlashSchema = z.object({
  kind: z.enum(["done", "problem"]),
  text: z.string(),
  /** The training that it is about. */
  trainingId: z.string().optional(),
});

/** What a page says once, at its top, about the form that was sent just before. */
export type Flash = z.infer<typeof FlashSchema>;

/** Carries a message over the redirect that follows a form. */
export interface Flashes {
  put(c: Context, flash: Flash): Promise<void>;
  /** The message, if there is one; the next page will not see it again. */
  take(c: Context): Promise<Flash | undefined>;
}

/** Browsers drop cookies above 4,096 bytes. */
const MAX_TEXT_LENGTH = 700;

export function createFlashes(secret: string): Flashes {
  const cookie = signedCookie("flash", secret, 60);
  return {
    async put(c, flash) {
      const text = flash.text.length > MAX_TEXT_LENGTH ? `${flash.text.slice(0, MAX_TEXT_LENGTH)}…` : flash.text;
      await cookie.write(c, Buffer.from(JSON.stringify({ ...flash, text })).toString("base64url"));
    },
    async take(c) {
      const value = await cookie.read(c);
      if (value === undefined) return undefined;
      cookie.clear(c);
      return FlashSchema.parse(JSON.parse(Buffer.from(value, "base64url").toString()));
    },
  };
}
