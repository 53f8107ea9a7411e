import type { Hono } from "hono";
import { onTestFinished } from "vitest";
import { ADMIN, COURSES, TRAINEES, type User } from "../catalog.js";
import { type Composition, composeInMemory } from "../composition.js";
import type { TrainingCommand } from "../training/generated/training.types.js";
import { CreateRegistration } from "../training/generated/training.types.js";
import { training } from "../training/training.decider.js";
import { type AppOptions, createApp } from "./app.js";
import type { AppEnv } from "./app-env.js";

/** The whole application on memory, for the tests of the routes. */
export interface TestApp {
  readonly app: Hono<AppEnv>;
  readonly composition: Composition;
  /** What went wrong that nobody foresaw. */
  readonly errors: unknown[];
  /** Somebody with a session. */
  as(user: User): Promise<Person>;
  /** Issues a command past HTTP and waits until the lists have seen it. */
  issue(id: string, command: TrainingCommand, user?: User): Promise<void>;
  /** A training of the trainee, going on; its id. */
  registered(trainee?: (typeof TRAINEES)[number]): Promise<string>;
}

/** Sends requests like a browser of one person: keeps cookies, and names its own site. */
export interface Person {
  readonly cookies: ReadonlyMap<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  postForm(path: string, fields: Record<string, string>): Promise<Response>;
}

export const ORIGIN = "http://localhost";
export const TRAINING_ID = "01985a3e-1111-7000-8000-000000000001";

/** @param fake parts to put in the place of the real ones */
export async function testApp(
  options: Partial<AppOptions> = {},
  fake: Partial<Composition> | ((real: Composition) => Partial<Composition>) = {},
): Promise<TestApp> {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const real = await composeInMemory({ onError });
  const composition = { ...real, ...(typeof fake === "function" ? fake(real) : fake) };
  const app = createApp(composition, { sessionSecret: "0123456789abcdef0123456789abcdef", onError, ...options });

  onTestFinished(() => composition.stop());

  return {
    app,
    composition,
    errors,
    async as(user) {
      const person = personOf(app);
      await person.postForm("/login", { user: user.id });
      return person;
    },
    issue,
    async registered(trainee = TRAINEES[0]) {
      const data = { traineeId: trainee.id, courseId: COURSES[0].id, dueDate: "2099-01-31" };
      await issue(TRAINING_ID, CreateRegistration(data));
      return TRAINING_ID;
    },
  };

  async function issue(id: string, command: TrainingCommand, user: User = ADMIN): Promise<void> {
    const outcome = await composition.handleCommand(training, training.parseId(id), command, { actor: user.id });
    if (outcome.accepted) await composition.waitFor(outcome.position, 5_000);
  }
}

/** Somebody without a session, so far. */
export function personOf(app: Hono<AppEnv>): Person {
  const cookies = new Map<string, string>();

  async function send(path: string, init: { method?: string; headers?: Record<string, string>; body?: string }) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...init.headers, ...(cookie === "" ? {} : { cookie }) };
    const response = await app.request(`${ORIGIN}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]?.split("=") ?? [];
      if (line.includes("Max-Age=0")) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    postJson: (path, body, headers = {}) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    postForm: (path, fields) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", origin: ORIGIN },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}
