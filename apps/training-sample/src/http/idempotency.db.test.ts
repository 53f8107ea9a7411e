import { type StoredEvent, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES, type User } from "../catalog.js";
import { type Composition, composeOnPostgres } from "../composition.js";
import { training } from "../training/training.decider.js";
import { createApp } from "./app.js";
import { type Person, personOf } from "./test-app.js";

const [grace] = TRAINEES;
const registration = { traineeId: grace.id, courseId: COURSES[0].id, dueDate: "2099-01-31" };
const video = { videoId: COURSES[0].videos[0].id };

describe("an Idempotency-Key at two processes on one database", () => {
  const errors: unknown[] = [];
  let database: TestDatabase;
  let compositions: Composition[];

  beforeAll(async () => {
    database = await openTestDatabase();
    const options = { schema: database.freshSchema(), onError: (error: unknown) => errors.push(error) };
    // Each has its own connections, listeners and states in memory, as a process of its own would.
    compositions = await Promise.all([0, 1].map(() => composeOnPostgres(database.connectionString, options)));
  });
  afterAll(async () => {
    await Promise.all((compositions ?? []).map((composition) => composition.stop()));
    await database?.stop();
  });

  it("makes one command of what is sent at once and sent again, and gives one answer", async () => {
    const admins = await atEach(ADMIN);
    for (let round = 0; round < 10; round++) {
      const id = uuidv7();
      const key = uuidv7();
      const send = (n: number) => sendTo(admins, n, `${id}/create-registration`, registration, key);
      const atOnce = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(send));
      const answers = [...atOnce, await send(0), await send(1)];

      const [event, ...others] = await eventsOf(id);
      expect(others).toEqual([]);
      expect(event?.metadata.commandId).toBe(key);
      const body = { version: 1, position: event?.position, events: ["RegistrationCreated"] };
      for (const answer of answers) expect(answer).toEqual({ status: 200, body });
    }
    expect(errors).toEqual([]);
  });

  it("keeps its answer though the training has moved on, while another key asks for a new decision", async () => {
    const [admins, trainees] = [await atEach(ADMIN), await atEach(grace)];
    const id = uuidv7();
    const key = uuidv7();
    await sendTo(admins, 0, `${id}/create-registration`, registration, uuidv7());
    const first = await sendTo(trainees, 0, `${id}/start-video`, video, key);
    expect(first).toMatchObject({ status: 200, body: { version: 2, events: ["VideoStarted"] } });
    await sendTo(admins, 1, `${id}/cancel-registration`, { reason: "moved" }, uuidv7());

    for (const n of [0, 1]) {
      expect(await sendTo(trainees, n, `${id}/start-video`, video, key)).toEqual(first);
      const asked = await sendTo(trainees, n, `${id}/start-video`, video, uuidv7());
      expect(asked).toMatchObject({ status: 409, body: { title: "RegistrationWasCanceled" } });
      const reused = await sendTo(admins, n, `${id}/cancel-registration`, { reason: "moved" }, key);
      expect(reused).toMatchObject({ status: 422, body: { title: "Reused idempotency key" } });
    }
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
      "RegistrationCreated",
      "VideoStarted",
      "RegistrationCanceled",
    ]);
    expect(errors).toEqual([]);
  });

  /** The same person, logged in at each of the two. */
  function atEach(user: User): Promise<Person[]> {
    return Promise.all(
      compositions.map(async (composition) => {
        const onError = (error: unknown) => errors.push(error);
        const person = personOf(createApp(composition, { sessionSecret: "0123456789abcdef0123456789abcdef", onError }));
        await person.postForm("/login", { user: user.id });
        return person;
      }),
    );
  }

  async function sendTo(people: readonly Person[], n: number, path: string, data: unknown, key: string) {
    const person = people[n % people.length] as Person;
    const response = await person.postJson(`/api/trainings/${path}`, data, { "idempotency-key": key });
    return { status: response.status, body: await response.json() };
  }

  function eventsOf(id: string): Promise<readonly StoredEvent[]> {
    return (compositions[0] as Composition).queries.timeline(training.parseId(id));
  }
});
