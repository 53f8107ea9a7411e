import { expect, it } from "vitest";
import { ADMIN, TRAINEES } from "../../catalog.js";
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

it("holds so many connections of one person, and takes others once those are gone", async () => {
  const test = await testApp();
  const admin = await test.as(ADMIN);
  const open = await Promise.all(Array.from({ length: 50 }, () => admin.get("/live")));
  const refused = await admin.get("/live");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "10"]);
  expect((await (await test.as(TRAINEES[0])).get("/live")).status).toBe(200);

  // Who asks for the head alone holds nothing, and so cannot shut anybody out.
  const mateo = await test.as(TRAINEES[1]);
  const session = `session=${mateo.cookies.get("session")}`;
  for (let head = 0; head < 51; head++) {
    await test.app.request("/live", { method: "HEAD", headers: { cookie: session } });
  }
  expect((await mateo.get("/live")).status).toBe(200);

  for (const { body } of open) await body?.cancel();
  await expect.poll(async () => (await admin.get("/live")).status).toBe(200);
});
