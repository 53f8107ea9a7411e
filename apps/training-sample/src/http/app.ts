import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import type { Composition } from "../composition.js";
import { problemPage } from "../pages/problem-page.js";
import type { AppEnv } from "./app-env.js";
import { createFlashes } from "./flash.js";
import { ProblemError, problemHeaders, problemOf, problemResponse } from "./problem.js";
import { rateLimit } from "./rate-limit.js";
import { readBody } from "./read-body.js";
import { type RequestLine, reportRequests } from "./report-requests.js";
import { requireSession } from "./require-session.js";
import { apiRoutes } from "./routes/api.js";
import { apiDocsRoutes } from "./routes/api-docs.js";
import { assetRoutes } from "./routes/assets.js";
import { formRoutes } from "./routes/forms.js";
import { healthRoutes } from "./routes/health.js";
import { liveRoutes } from "./routes/live.js";
import { loginRoutes } from "./routes/login.js";
import { pageRoutes } from "./routes/pages.js";
import { createSessions } from "./session.js";
import { traceRequests } from "./trace-requests.js";

export interface AppOptions {
  /** Signs cookies. At least 32 characters; whoever knows it can be anybody. */
  readonly sessionSecret: string;
  /** Called for every error that nobody foresaw, with the id that the response carries too. */
  readonly onError: (error: unknown, requestId: string) => void;
  /** Called for every request when its answer begins, for the log. */
  readonly onRequest?: (line: RequestLine) => void;
  /** How many requests a person may send in ten seconds; see rate-limit.ts. Default: any number. */
  readonly rateLimit?: number;
  /** Whether a proxy stands before the process, which says who asks. Default false. */
  readonly trustProxy?: boolean;
  /** How long a query waits for a position, in milliseconds. Default 5,000. */
  readonly waitMs?: number;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

const MAX_BODY_BYTES = 64 * 1024;

const limitBody = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });

const security = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // With "no-referrer" browsers send forms with `Origin: null`, and the check against other sites has less to go by.
  referrerPolicy: "same-origin",
  // Whether this host is to be reached by https alone is for whoever puts TLS before it to say.
  strictTransportSecurity: false,
});

/** The application as HTTP. Knows nothing of sockets or of the process: `app.request(…)` is all that a test needs. */
export function createApp(composition: Composition, options: AppOptions): Hono<AppEnv> {
  const { sessionSecret, onError, onRequest = () => {}, waitMs = 5_000, now = Date.now } = options;
  const sessions = createSessions(sessionSecret, now);
  const flashes = createFlashes(sessionSecret);

  const app = new Hono<AppEnv>();
  app.use(
    requestId(),
    traceRequests(),
    reportRequests(onRequest),
    security,
    csrf(),
    // Of a body of unknown length it reads all; what fails later, Hono has answered before it comes back here.
    (c, next) => readBody(() => limitBody(c, next)),
  );

  app.route("/", healthRoutes(composition));
  app.route("/", assetRoutes());
  const { rateLimit: requests, trustProxy = false } = options;
  if (requests !== undefined) app.use(rateLimit({ sessions, requests, trustProxy }));
  app.route("/", loginRoutes(sessions));
  app.route("/", apiDocsRoutes());

  app.route("/", apiRoutes(composition, sessions, waitMs));

  app.use("/live", requireSession(sessions, "problem"));
  app.route("/", liveRoutes(composition));

  for (const path of ["/", "/trainings/*"]) app.use(path, requireSession(sessions, "login page"));
  app.route("/", pageRoutes(composition, flashes, waitMs));
  app.route("/", formRoutes(composition, flashes));

  app.notFound(() => {
    throw new ProblemError(404, "There is nothing at this address.");
  });
  app.onError((error, c) => {
    const problem = problemOf(error);
    if (problem.status === 500) onError(error, c.get("requestId"));
    if (isForPrograms(c.req.path)) return problemResponse(problem);
    return c.html(problemPage(problem), problem.status, problemHeaders(problem));
  });
  return app;
}

function tooLarge(): never {
  throw new ProblemError(413, "The request is too large; the limit is 64 kB.");
}

function isForPrograms(path: string): boolean {
  return path.startsWith("/api/") || path === "/live";
}
