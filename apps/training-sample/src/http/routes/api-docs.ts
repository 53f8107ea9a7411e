import { Hono } from "hono";
import { apiDocsPage } from "../../pages/api-docs-page.js";
import type { AppEnv } from "../app-env.js";
import { apiDocument } from "../openapi/api-document.js";

/** `GET /api/openapi.json`, and `GET /api/docs` for people: the same for everybody, and no secret. */
export function apiDocsRoutes(): Hono<AppEnv> {
  const document = apiDocument();
  const page = apiDocsPage(document);
  return new Hono<AppEnv>().get("/api/openapi.json", (c) => c.json(document)).get("/api/docs", (c) => c.html(page));
}
