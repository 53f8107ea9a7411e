import { describe, expect, it } from "vitest";
import { answerOf } from "./answer-of.js";

const reply = (status: number, body: unknown) => ({ status, body, cookies: [] });

describe("answerOf", () => {
  it("reads an acceptance and a rejection", () => {
    const accepted = { version: 2, position: 9, events: ["VideoStarted"] };
    expect(answerOf(reply(200, accepted))).toEqual({ kind: "accepted", ...accepted });
    const rejected = { title: "NotRegistered", rejection: { name: "NotRegistered", data: {} }, version: 0 };
    expect(answerOf(reply(409, rejected))).toEqual({ kind: "rejected", name: "NotRegistered", version: 0 });
  });

  it("takes a 4xx for a refusal, and everything else for unclear: it may have been stored", () => {
    expect(answerOf(reply(404, { title: "Not found" }))).toEqual({ kind: "refused", why: "404 Not found" });
    expect(answerOf(reply(409, { title: "Conflict" }))).toEqual({ kind: "refused", why: "409 Conflict" });
    expect(answerOf(reply(503, { title: "Commit unknown" }))).toEqual({ kind: "unclear", why: "503 Commit unknown" });
    expect(answerOf(reply(500, "oops"))).toEqual({ kind: "unclear", why: "500 no problem details" });
    expect(answerOf(reply(200, undefined)).kind).toBe("unclear");
  });
});
