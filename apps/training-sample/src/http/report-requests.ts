import type { MiddlewareHandler } from "hono";
import type { User } from "../catalog.js";
import type { AppEnv } from "./app-env.js";

/** What the log says of a request. Nothing of its headers, its query or its body: they may hold secrets. */
export interface RequestLine {
  /** The response carries it too, and the events that the request led to as their correlation id. */
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Until the answer began, in milliseconds. */
  readonly ms: number;
  /** Absent if nobody was logged in, or nobody asked who it is. */
  readonly user?: string;
}

export function reportRequests(onRequest: (line: RequestLine) => void): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const user: User | undefined = c.get("user"); // Routes without a session set none.
    onRequest({
      requestId: c.get("requestId"),
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
      ...(user === undefined ? {} : { user: user.id }),
    });
  };
}
