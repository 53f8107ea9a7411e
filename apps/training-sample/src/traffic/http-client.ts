import { Agent, request } from "node:http";
import { wait } from "@factum/core";

export interface HttpReply {
  readonly status: number;
  /** The body as JSON; undefined if it is none. */
  readonly body: unknown;
  readonly cookies: readonly string[];
}

const TIMEOUT_MS = 30_000;

/** One client with one connection, which is kept alive: a request waits for the one before it, as in a browser's tab. */
export class HttpClient {
  readonly #base: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  readonly #patienceMs: number;

  /** @param patienceMs how long to wait for an application that is being started, before a request counts as sent */
  constructor(baseUrl: string, { patienceMs = 0 }: { readonly patienceMs?: number } = {}) {
    this.#base = new URL(baseUrl);
    this.#patienceMs = patienceMs;
  }

  /** @param key makes it safe to send again */
  post(path: string, body: unknown, { cookie, key }: { cookie?: string | undefined; key?: string | undefined } = {}) {
    return this.#whenThere(() => this.#send("POST", path, cookie, { body: JSON.stringify(body), key }));
  }

  get(path: string, cookie?: string): Promise<HttpReply> {
    return this.#whenThere(() => this.#send("GET", path, cookie));
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Nobody took the request while there was no application: it is sent again. @throws what `send` throws */
  async #whenThere(send: () => Promise<HttpReply>): Promise<HttpReply> {
    for (const until = Date.now() + this.#patienceMs; ; await wait(50)) {
      try {
        const reply = await send();
        if (!isWithoutApplication(reply) || Date.now() > until) return reply;
      } catch (error) {
        const isRefused = error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
        if (!isRefused || Date.now() > until) throw error;
      }
    }
  }

  /** @throws {Error} when there is no whole answer, for whatever reason */
  #send(
    method: string,
    path: string,
    cookie: string | undefined,
    { body, key }: { body?: string; key?: string | undefined } = {},
  ): Promise<HttpReply> {
    const headers: Record<string, string> = { accept: "application/json", origin: this.#base.origin };
    if (cookie !== undefined) headers.cookie = cookie;
    if (key !== undefined) headers["idempotency-key"] = key;
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      headers["content-length"] = String(Buffer.byteLength(body));
    }
    return new Promise((resolve, reject) => {
      const options = { method, headers, agent: this.#agent, timeout: TIMEOUT_MS };
      const sent = request(new URL(path, this.#base), options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const cookies = response.headers["set-cookie"] ?? [];
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body: jsonOf(text), cookies });
        });
      });
      sent.once("timeout", () => sent.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
      sent.once("error", reject);
      sent.end(body);
    });
  }
}

/** Whether the socket answered by itself, before the application was there or after. */
function isWithoutApplication({ status, body }: HttpReply): boolean {
  return status === 503 && /"The application is (starting|stopping)\."/.test(JSON.stringify(body) ?? "");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
