import { expect, it } from "vitest";
import { ADMIN } from "../../catalog.js";
import { testApp } from "../test-app.js";

it("says that a read model has moved, and ends when the application stops", async () => {
  const test = await testApp();
  const response = await (await test.as(ADMIN)).get("/live");
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();

  expect((await reader?.read())?.value).toBe("event: hello\ndata: \n\n");
  await test.registered();
  expect((await reader?.read())?.value).toBe("event: moved\ndata: \n\n");
  test.composition.changes.close();
  expect((await reader?.read())?.done).toBe(true);
});
