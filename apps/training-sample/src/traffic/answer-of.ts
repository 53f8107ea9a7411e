import { z } from "zod";
import type { Answer } from "../oracle/reply.js";
import type { HttpReply } from "./http-client.js";

const Accepted = z.object({ version: z.int(), position: z.int(), events: z.array(z.string()) });
const Rejected = z.object({ rejection: z.object({ name: z.string() }), version: z.int() });
const Problem = z.object({ title: z.string(), detail: z.string() }).partial();

/** What an HTTP response to a command says. Only a 4xx promises that nothing was stored. */
export function answerOf({ status, body }: HttpReply): Answer {
  if (status === 200) {
    const accepted = Accepted.safeParse(body);
    if (accepted.success) return { kind: "accepted", ...accepted.data };
    return { kind: "unclear", why: "200 with a body that is no answer" };
  }
  const rejected = Rejected.safeParse(body);
  if (status === 409 && rejected.success) {
    return { kind: "rejected", name: rejected.data.rejection.name, version: rejected.data.version };
  }
  const { title = "no problem details" } = Problem.safeParse(body).data ?? {};
  return { kind: status >= 400 && status < 500 ? "refused" : "unclear", why: `${status} ${title}` };
}
