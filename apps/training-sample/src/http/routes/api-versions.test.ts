import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../../catalog.js";
import { CancelRegistration } from "../../training/generated/training.types.js";
import { type Person, type TestApp, TRAINING_ID, testApp } from "../test-app.js";

const [grace] = TRAINEES;
const training = `/api/trainings/${TRAINING_ID}`;
const [fire] = COURSES;
const video = { videoId: fire.videos[0].id };
const registration = { traineeId: grace.id, courseId: fire.id, dueDate: "2099-01-31" };

describe("GET /api/trainings/:id", () => {
  it("answers with the state, and with its version as ETag", async () => {
    const { person } = await registered();
    const response = await person.get(training);
    expect(response.headers.get("etag")).toBe('"1"');
    expect(await response.json()).toEqual({
      trainingId: TRAINING_ID,
      version: 1,
      state: { status: "active", traineeId: grace.id, courseId: fire.id, videos: [] },
    });
  });

  it("answers 304 while the sender has the newest", async () => {
    const { person } = await registered();
    const same = await person.get(training, { "if-none-match": '"1"' });
    expect([same.status, await same.text()]).toEqual([304, ""]);
    await person.postJson(`${training}/start-video`, video);
    expect((await person.get(training, { "if-none-match": '"1"' })).status).toBe(200);
    for (const tags of ['W/"2"', '"7", "2"', "*"]) {
      expect([tags, (await person.get(training, { "if-none-match": tags })).status]).toEqual([tags, 304]);
    }
  });

  it("answers 404 where there is none, and 400 to what is no id", async () => {
    const admin = await (await testApp()).as(ADMIN);
    expect((await admin.get(training)).status).toBe(404);
    expect((await admin.get("/api/trainings/nonsense")).status).toBe(400);
  });
});

describe("the ETag of a command's answer", () => {
  it("is the version that it led to", async () => {
    const { person } = await registered();
    const response = await person.postJson(`${training}/start-video`, video);
    expect(response.headers.get("etag")).toBe('"2"');
  });

  it("is the version that it was refused on", async () => {
    const { person } = await registered();
    const response = await person.postJson(`${training}/complete-training`, {});
    expect([response.status, response.headers.get("etag")]).toEqual([409, '"1"']);
  });
});

describe("If-Match", () => {
  it("lets a command through to the version that its sender has seen", async () => {
    const { person } = await registered();
    const etag = (await person.get(training)).headers.get("etag") ?? "";
    expect((await person.postJson(`${training}/start-video`, video, { "if-match": etag })).status).toBe(200);
  });

  it("stops it at another version, and says which: before the decider has a say", async () => {
    const { test, person } = await registered();
    await test.issue(TRAINING_ID, CancelRegistration({ reason: "moved" }));
    const response = await person.postJson(`${training}/start-video`, video, { "if-match": '"1"' });
    expect(response.status).toBe(412);
    expect(response.headers.get("etag")).toBe('"2"');
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      type: "urn:problem:stale-version",
      status: 412,
      detail: expect.stringContaining(
        "You have seen version 1, but this training is at version 2; nothing was stored.",
      ),
      version: 2,
    });
    expect(await test.composition.events.safePosition()).toBe(2);
  });

  it("lets one of many through that have all seen the same version", async () => {
    const { test } = await registered();
    const admin = await test.as(ADMIN);
    const cancel = (reason: string) =>
      admin.postJson(`${training}/cancel-registration`, { reason }, { "if-match": '"1"' });
    const statuses = (await Promise.all(["a", "b", "c", "d"].map(cancel))).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 412, 412, 412]);
  });

  it("of version 0 asks for a training that is not there yet", async () => {
    const admin = await (await testApp()).as(ADMIN);
    const create = () => admin.postJson(`${training}/create-registration`, registration, { "if-match": '"0"' });
    expect((await create()).status).toBe(200);
    expect((await create()).status).toBe(412);
  });

  it("of * asks for one that is there, at any version", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    const cancel = () => admin.postJson(`${training}/cancel-registration`, { reason: "moved" }, { "if-match": "*" });
    const none = await cancel();
    expect(none.status).toBe(412);
    expect(await none.json()).toMatchObject({
      detail: "There is no such training, so nothing was stored.",
      version: 0,
    });
    await test.registered();
    expect((await cancel()).status).toBe(200);
  });

  it("does not come between a command and the answer that its Idempotency-Key remembers", async () => {
    const { person } = await registered();
    const headers = { "if-match": '"1"', "idempotency-key": "01985a3e-2222-7000-8000-00000000abcd" };
    const send = () => person.postJson(`${training}/start-video`, video, headers);
    const first = await (await send()).json();
    const again = await send();
    expect([again.status, await again.json()]).toEqual([200, first]);
  });

  it.each(["1", "", '"x"', '"-1"', '"1.5"', '"01"', 'W/"1"', '"1", "2"', '"9999999999999999"', "**"])(
    "of %j is refused by its name",
    async (header) => {
      const { test, person } = await registered();
      const response = await person.postJson(`${training}/start-video`, video, { "if-match": header });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ detail: expect.stringContaining("The header If-Match must be") });
      expect(await test.composition.events.safePosition()).toBe(1);
    },
  );
});

/** Grace, registered for a training. */
async function registered(): Promise<{ test: TestApp; person: Person }> {
  const test = await testApp();
  await test.registered(grace);
  return { test, person: await test.as(grace) };
}
