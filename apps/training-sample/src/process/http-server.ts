import { createHash } from "node:crypto";
import type { Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { wait } from "@factum/core";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { ProblemError, problemHeaders, problemResponse } from "../http/problem.js";
import { WAITING_STYLE, waitingPage } from "../pages/waiting-page.js";

/** @param env the socket of the request, as Hono on Node has it */
type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** A socket that listens at once and answers 503 until there is an application to answer, and again while it stops. */
export interface HttpServer {
  readonly url: string;
  /** From now on requests go to the application. */
  serve(fetch: Fetch): void;
  /** Accepts nothing new and resolves when the requests under way are done. Safe to call twice. */
  close(): Promise<void>;
}

const PATIENCE_MS = 10_000;
/** How long a request may take to come in: 64 kB, from a phone, and not from somebody who holds connections on purpose. */
const REQUEST_MS = 30_000;
/**
 * How long connections that are there are still answered once it stops, with 503. Into one that ends unannounced a client may have
 * sent a request already, and would not know what came of it.
 */
const LAST_WORDS_MS = 250;

/**
 * @param requestMs until a request that has not come in whole is answered 408
 * @throws what Node says (`syscall: "listen"`) if the port is taken or the host is none of ours
 */
export async function listen({
  host,
  port,
  requestMs = REQUEST_MS,
}: {
  readonly host: string;
  readonly port: number;
  readonly requestMs?: number;
}): Promise<HttpServer> {
  let answer: Fetch = notAvailable("The application is starting.");
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env as HttpBindings),
    serverOptions: {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: requestMs / 10,
    },
  }) as Server;
  let closed: Promise<void> | undefined;
  const underWay = new Set<ServerResponse>();
  server.on("request", (_request, response: ServerResponse) => {
    if (closed !== undefined) response.setHeader("connection", "close");
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

  return {
    url: urlOf(host, server.address()),
    serve(fetch) {
      answer = fetch;
    },
    close() {
      answer = notAvailable("The application is stopping.");
      // Else a client would send its next request into a connection that is about to end, and not know what came of it.
      for (const response of underWay) if (!response.headersSent) response.setHeader("connection", "close");
      closed ??= close(server);
      return closed;
    },
  };
}

async function close(server: Server): Promise<void> {
  // Node's own `close` of an HTTP server ends idle connections at once; this one only listens no more.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  await Promise.race([closed, wait(LAST_WORDS_MS)]);
  // Connections that are kept alive end only once somebody says so, after their last response.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/**
 * 503 to everything but the question whether the process lives: who starts or stops must not be killed for it. A browser gets a
 * page that asks again by itself, or says how to send a form again.
 */
function notAvailable(detail: string): Fetch {
  const { problem } = new ProblemError(503, detail);
  return async ({ url, headers, method }) => {
    if (new URL(url).pathname === "/health/live") return Response.json({ status: "live" });
    if (!headers.get("accept")?.includes("text/html")) return problemResponse(problem);
    const page = String(await waitingPage(detail, { answersForm: method === "POST" }));
    return new Response(page, { status: 503, headers: { ...problemHeaders(problem), ...PAGE } });
  };
}

/** Nothing may run or load that is not in the page: there is nobody yet who could serve it. */
const PAGE = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(WAITING_STYLE).digest("base64")}'`,
};

function urlOf(host: string, address: ReturnType<Server["address"]>): string {
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const everywhere = host === "0.0.0.0" || host === "::";
  return `http://${everywhere ? "localhost" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
