import type { html } from "hono/html";

/** A piece of a page. Whatever is put into one through `html` is escaped, unless it is a piece itself. */
export type Html = ReturnType<typeof html>;
