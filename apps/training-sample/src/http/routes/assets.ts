import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { etag } from "hono/etag";
import type { AppEnv } from "../app-env.js";

const ASSETS = {
  "style.css": "text/css; charset=utf-8",
  "client.js": "text/javascript; charset=utf-8",
  "favicon.svg": "image/svg+xml",
} as const;

/** The style sheet, the script and the icon: read once, named one by one, so that no path leads out of the folder. */
export function assetRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>().use("/assets/*", etag());
  for (const [name, type] of Object.entries(ASSETS)) {
    const content = readFileSync(new URL(`../../assets/${name}`, import.meta.url), "utf8");
    routes.get(`/assets/${name}`, (c) => c.body(content, 200, { "content-type": type, "cache-control": "no-cache" }));
  }
  return routes;
}
