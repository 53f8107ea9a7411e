import {
  CommitUnknownError,
  ConflictError,
  FactumError,
  ListenerStoppedError,
  uuidv7,
  WaitTimeoutError,
} from "@factum/core";
import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../../catalog.js";
import { CancelRegistration } from "../../training/generated/training.types.js";
import { fakeHandleCommand, losingTheFirstAnswer } from "../fake-handle-command.js";
import { ORIGIN, TRAINING_ID, testApp } from "../test-app.js";

const [grace] = TRAINEES;
const registration = { traineeId: grace.id, courseId: COURSES[0].id, dueDate: "2099-01-31" };
const create = `/api/trainings/${TRAINING_ID}/create-registration`;
const startVideo = `/api/trainings/${TRAINING_ID}/start-video`;
const video = { videoId: COURSES[0].videos[0].id };

class StoreError extends FactumError {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

describe("POST /api/trainings/:id/:command", () => {
  it("answers with version, position and the types of the events", async () => {
    const test = await testApp();
    const response = await (await test.as(ADMIN)).postJson(create, registration);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ version: 1, position: 1, events: ["RegistrationCreated"] });
  });

  it("records who asked, and in which request", async () => {
    const test = await testApp();
    const response = await (await test.as(ADMIN)).postJson(create, registration);
    const [event] = await test.composition.events.readBatch({ after: 0, upTo: 1, limit: 1 });
    expect(event?.metadata).toEqual({ actor: "admin", correlationId: response.headers.get("x-request-id") });
  });

  it("answers with no events where there was nothing to do", async () => {
    const test = await testApp();
    await test.registered();
    const person = await test.as(grace);
    await person.postJson(startVideo, video);
    expect(await (await person.postJson(startVideo, video)).json()).toEqual({ version: 2, position: 2, events: [] });
  });

  it("answers a rejection with its sentence, name and data", async () => {
    const test = await testApp();
    await test.registered();
    await test.issue(TRAINING_ID, CancelRegistration({ reason: "moved" }));
    const response = await (await test.as(grace)).postJson(startVideo, video);
    expect(response.status).toBe(409);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: "urn:problem:rejection",
      title: "RegistrationWasCanceled",
      status: 409,
      detail: "This registration was canceled.",
      rejection: { name: "RegistrationWasCanceled", data: { reason: "moved" } },
      version: 2,
    });
  });

  it.each([
    ["a field is missing", { ...registration, dueDate: undefined }, "dueDate"],
    ["a date is none", { ...registration, dueDate: "2099-02-31" }, "dueDate"],
    ["an id is in upper case", { ...registration, traineeId: grace.id.toUpperCase() }, "traineeId"],
    ["a field is unknown", { ...registration, extra: 1 }, "extra"],
    ["it is no object", [], ""],
  ])("answers 400 and names the path if %s", async (_what, data, path) => {
    const test = await testApp();
    const response = await (await test.as(ADMIN)).postJson(create, data);
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { errors: { path: string }[] };
    expect(problem).toMatchObject({ type: "urn:problem:invalid-data", status: 400 });
    expect(problem.errors.map((error) => error.path)).toContain(path);
    expect(await test.composition.events.safePosition()).toBe(0);
  });

  it.each(["not-an-id", TRAINING_ID.toUpperCase(), "%00"])("answers 400 to the id %s", async (id) => {
    const test = await testApp();
    const response = await (await test.as(ADMIN)).postJson(`/api/trainings/${id}/create-registration`, registration);
    expect(response.status).toBe(400);
  });

  it("answers 404 to a command that there is none of", async () => {
    const test = await testApp();
    const response = await (await test.as(ADMIN)).postJson(`/api/trainings/${TRAINING_ID}/constructor`, {});
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: 'There is no command "constructor".' });
  });

  it.each([
    ["application/json", "{", 400],
    ["application/json", '"text"', 400],
    ["application/xml", "<reason/>", 415],
    ["application/json", JSON.stringify({ reason: "x".repeat(65 * 1024) }), 413],
  ])("answers %s with a body it cannot take with a problem", async (type, body, status) => {
    const test = await testApp();
    const { cookies } = await test.as(ADMIN);
    const response = await test.app.request(`${ORIGIN}/api/trainings/${TRAINING_ID}/cancel-registration`, {
      method: "POST",
      headers: {
        "content-type": type,
        cookie: `session=${cookies.get("session")}`,
        "content-length": `${body.length}`,
      },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status });
    // Nobody reads the rest of it, so the connection can carry nothing else.
    expect(response.headers.get("connection")).toBe(status === 413 ? "close" : null);
  });

  it.each([
    [
      "a conflict that would not end",
      new ConflictError({ streamId: "training-x", expected: 1, actual: 2, attempts: 50 }),
      409,
      "Others are changing this training",
    ],
    [
      "a connection that was lost during the append",
      new CommitUnknownError({ streamIds: ["training-x"], eventIds: [], cause: undefined }),
      503,
      "not known whether this was stored",
    ],
    [
      "a database that is away",
      new StoreError("postgres-unavailable", "at 10.0.0.1"),
      503,
      "database cannot be reached",
    ],
    ["a training that somebody holds", new StoreError("stream-held", "at 10.0.0.1"), 503, "holds this training"],
  ])("answers %s with a sentence", async (_what, error, status, sentence) => {
    const test = await testApp({}, { handleCommand: fakeHandleCommand(() => Promise.reject(error)) });
    const response = await (await test.as(ADMIN)).postJson(create, registration);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, detail: expect.stringContaining(sentence) });
    expect(test.errors).toEqual([]);
  });
});

describe("an Idempotency-Key", () => {
  const key = "01985a3e-2222-7000-8000-00000000abcd";
  const withKey = (value: string = key) => ({ "idempotency-key": value });

  it("makes a command that is sent again one command with one answer", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    const first = await (await admin.postJson(create, registration, withKey())).json();
    await test.issue(TRAINING_ID, CancelRegistration({ reason: "moved" }));
    const again = await admin.postJson(create, registration, withKey());
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(first);
    expect(await test.composition.events.safePosition()).toBe(2);
  });

  it("makes one command of many that come at once", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => admin.postJson(create, registration, withKey())),
    );
    for (const response of responses) expect(await response.json()).toMatchObject({ version: 1, position: 1 });
    expect(await test.composition.events.safePosition()).toBe(1);
  });

  it("is one key in all its spellings, and is recorded in lower case", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    const response = await admin.postJson(create, registration, withKey(key.toUpperCase()));
    expect((await admin.postJson(create, registration, withKey())).status).toBe(200);
    const [event] = await test.composition.events.readBatch({ after: 0, upTo: 1, limit: 1 });
    const correlationId = response.headers.get("x-request-id");
    expect(event?.metadata).toEqual({ actor: "admin", correlationId, commandId: key });
  });

  it("that is another one asks for another decision", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    await admin.postJson(create, registration, withKey());
    const response = await admin.postJson(create, registration, withKey(uuidv7()));
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ title: "AlreadyRegistered" });
  });

  it("of a refusal is free: what it refused may be right by now", async () => {
    const test = await testApp();
    const person = await test.as(grace);
    await test.registered(grace);
    const complete = () => person.postJson(`/api/trainings/${TRAINING_ID}/complete-training`, {}, withKey());
    expect((await complete()).status).toBe(409);
    await person.postJson(startVideo, video);
    expect((await complete()).status).toBe(200);
  });

  it.each([
    ["a text", "order-17"],
    ["nothing", ""],
    ["a UUID in quotes", `"${key}"`],
    ["a UUID in braces", `{${key}}`],
    ["two UUIDs", `${key}, ${key}`],
    ["a UUID without hyphens", key.replaceAll("-", "")],
  ])("that is %s is refused by its name, with what to do", async (_what, value) => {
    const test = await testApp();
    const response = await (await test.as(ADMIN)).postJson(create, registration, withKey(value));
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(/^The header Idempotency-Key must be one UUID .* Make one for each command/),
    });
    expect(await test.composition.events.safePosition()).toBe(0);
  });

  it.each([
    ["other data", create, { ...registration, dueDate: "2099-02-28" }],
    ["another command", `/api/trainings/${TRAINING_ID}/cancel-registration`, { reason: "moved" }],
  ])("that comes back with %s is refused: nothing may pass for stored that is not", async (_what, path, data) => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    await admin.postJson(create, registration, withKey());
    const response = await admin.postJson(path, data, withKey());
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      type: "urn:problem:reused-idempotency-key",
      detail: expect.stringContaining("nothing of this one was"),
    });
    expect(await test.composition.events.safePosition()).toBe(1);
    expect(test.errors).toEqual([]);
  });

  it("brings the answer that a lost connection kept back", async () => {
    const test = await testApp({}, (real) => ({ handleCommand: losingTheFirstAnswer(real.handleCommand) }));
    const admin = await test.as(ADMIN);
    const lost = await admin.postJson(create, registration, withKey());
    expect(lost.status).toBe(503);
    expect(lost.headers.get("retry-after")).toBe("1");
    expect(await lost.json()).toMatchObject({
      type: "urn:problem:commit-unknown",
      detail: expect.stringContaining("with the same key: that is safe"),
    });
    const again = await admin.postJson(create, registration, withKey());
    expect(await again.json()).toEqual({ version: 1, position: 1, events: ["RegistrationCreated"] });
    expect(await test.composition.events.safePosition()).toBe(1);
  });
});

describe.each(["/api/trainings", "/api/history"])("GET %s", (path) => {
  it("waits for the position, so that everybody reads what they wrote", async () => {
    const waited: number[] = [];
    const test = await testApp({}, { waitFor: async (position) => void waited.push(position) });
    expect((await (await test.as(ADMIN)).get(`${path}?position=7`)).status).toBe(200);
    expect(waited).toEqual([7]);
  });

  it("answers 503 if the server is being stopped", async () => {
    const stopped = () => Promise.reject(new ListenerStoppedError("TrainingList", 7, 5));
    const test = await testApp({}, { waitFor: stopped });
    const response = await (await test.as(ADMIN)).get(`${path}?position=7`);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("is being stopped") });
    expect(test.errors).toEqual([]);
  });

  it("answers 503 if the list does not get there in time", async () => {
    const late = () => Promise.reject(new WaitTimeoutError("TrainingList", 7, 5));
    const test = await testApp({}, { waitFor: late });
    const response = await (await test.as(ADMIN)).get(`${path}?position=7`);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await response.json()).toMatchObject({ type: "urn:problem:not-caught-up", reached: 5 });
  });

  it.each(["-1", "x", "", "1.5", "9007199254740993", "1e3"])("answers 400 to position=%s", async (position) => {
    const test = await testApp();
    expect((await (await test.as(ADMIN)).get(`${path}?position=${position}`)).status).toBe(400);
  });
});
