import { expect, test } from "vitest";
import { createApp } from "./app.js";
import { composeInMemory } from "./composition.js";

const TASK = "/tasks/01985a3e-0001-7000-8000-000000000001";

function startApp() {
  const app = createApp(
    composeInMemory((error) => {
      throw error;
    }),
  );
  const create = (body: string) => app.request(`${TASK}/create`, { method: "POST", body });
  return { app, create };
}

test("a task is created once", async () => {
  const { app, create } = startApp();
  expect((await app.request(TASK)).status).toBe(404);

  expect(await (await create('{"title":"Write a model"}')).json()).toEqual({ version: 1, position: 1 });
  expect(await (await app.request(TASK)).json()).toEqual({ status: "active", title: "Write a model", version: 1 });

  const again = await create('{"title":"Write it again"}');
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({ title: "AlreadyExists", detail: "This task exists already." });
});

test.each(["", "{", "[]", "{}", '{"title":1}', '{"title":"x","more":1}'])("the data %j are refused", async (body) => {
  const { app, create } = startApp();
  expect((await create(body)).status).toBe(400);
  expect((await app.request(TASK)).status).toBe(404);
});

test("it is ready", async () => {
  expect((await startApp().app.request("/health/ready")).status).toBe(200);
});
