import type { ClientBase } from "pg";
import { expect, it } from "vitest";
import { watchedClient } from "./watched-client.js";

function aClient(query: (...args: unknown[]) => unknown): ClientBase {
  return { query } as unknown as ClientBase;
}

it("A handler's statements go to the connection as they are", async () => {
  const sent: unknown[][] = [];
  const client = aClient(function (this: ClientBase, ...args) {
    expect(this).toBe(client);
    sent.push(args);
    return Promise.resolve({ rows: [] });
  });
  const watched = watchedClient(client);
  expect(await watched.client.query("select $1", [1])).toEqual({ rows: [] });
  expect([sent, watched.hasFailed()]).toEqual([[["select $1", [1]]], false]);
});

it("A statement that fails is noticed before the handler hears of it, which it still does", async () => {
  const watched = watchedClient(aClient(() => Promise.reject(new Error("division by zero"))));
  const heard: unknown[] = [];
  await watched.client.query("select 1 / 0").catch((error: unknown) => heard.push(error, watched.hasFailed()));
  expect(heard).toEqual([new Error("division by zero"), true]);
});
