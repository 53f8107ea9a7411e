import { expect, it } from "vitest";
import { contextWith } from "./context-with.js";

it("a command's context has what every context has, and the constructors of its own events and rejections", () => {
  const context = { id: "a", version: 3, now: "2031-05-17T08:00:00.000Z", actor: "ada", newId: () => "new" };
  const own = { event: { Counted: () => {} }, reject: { IsClosed: () => {} } };
  expect(contextWith(context, own)).toStrictEqual({ ...context, ...own });
});
