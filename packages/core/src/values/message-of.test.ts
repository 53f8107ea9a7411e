import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message-of.js";

const unreadable = Object.defineProperty(new Error(), "message", {
  get() {
    throw new Error("no message");
  },
});

describe("messageOf", () => {
  it.each([
    [new Error("no such mailbox"), "no such mailbox"],
    ["a string", "a string"],
    [undefined, "undefined"],
    [Symbol("s"), "Symbol(s)"],
    [Object.create(null), "an object that cannot be told"],
    [unreadable, "an object that cannot be told"],
    [Object.assign(new Error(), { message: 5 }), "5"],
  ])("has words for whatever was thrown (case %#)", (thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });

  it("never throws", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(messageOf(proxy)).toBe("an object that cannot be told");
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (thrown) => typeof messageOf(thrown) === "string"));
  });
});
