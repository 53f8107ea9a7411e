import { uuidv7 } from "@factum/core";
import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES, type User } from "../catalog.js";
import { CompleteTraining, StartVideo } from "../training/generated/training.types.js";
import { fakeHandleCommand } from "./fake-handle-command.js";
import { ORIGIN, type Person, personOf, type TestApp, TRAINING_ID, testApp } from "./test-app.js";

const [grace, mateo] = TRAINEES;
const video = COURSES[0].videos[0].id;
const commandId = uuidv7();
const registration = { traineeId: grace.id, courseId: COURSES[0].id, dueDate: "2099-01-31" };
const api = `/api/trainings/${TRAINING_ID}`;
const page = `/trainings/${TRAINING_ID}`;

interface Access {
  /** As the application has it, and in brackets which case of it. */
  readonly route: string;
  readonly send: (person: Person) => Promise<Response>;
  /** Statuses for nobody, an admin, the trainee whose training it is, and another trainee. */
  readonly answers: readonly [nobody: number, admin: number, owner: number, other: number];
}

const routes: Access[] = [
  { route: "GET /health/live", send: (p) => p.get("/health/live"), answers: [200, 200, 200, 200] },
  { route: "GET /health/ready", send: (p) => p.get("/health/ready"), answers: [200, 200, 200, 200] },
  { route: "GET /login", send: (p) => p.get("/login"), answers: [200, 200, 200, 200] },
  { route: "POST /login", send: (p) => p.postForm("/login", { user: "nobody" }), answers: [400, 400, 400, 400] },
  { route: "POST /api/login", send: (p) => p.postJson("/api/login", {}), answers: [400, 400, 400, 400] },
  { route: "GET /assets/style.css", send: (p) => p.get("/assets/style.css"), answers: [200, 200, 200, 200] },
  { route: "GET /assets/client.js", send: (p) => p.get("/assets/client.js"), answers: [200, 200, 200, 200] },
  { route: "GET /assets/favicon.svg", send: (p) => p.get("/assets/favicon.svg"), answers: [200, 200, 200, 200] },
  { route: "GET /assets/../main.ts", send: (p) => p.get("/assets/..%2Fmain.ts"), answers: [404, 404, 404, 404] },
  { route: "GET /api/openapi.json", send: (p) => p.get("/api/openapi.json"), answers: [200, 200, 200, 200] },
  { route: "GET /api/docs", send: (p) => p.get("/api/docs"), answers: [200, 200, 200, 200] },
  { route: "POST /logout", send: (p) => p.postForm("/logout", {}), answers: [303, 303, 303, 303] },
  { route: "GET /", send: (p) => p.get("/"), answers: [303, 200, 200, 200] },
  { route: "GET /live", send: (p) => p.get("/live"), answers: [401, 200, 200, 200] },
  { route: "GET /trainings/:id", send: (p) => p.get(page), answers: [303, 200, 200, 404] },
  { route: "GET /api/trainings", send: (p) => p.get("/api/trainings"), answers: [401, 200, 200, 200] },
  { route: "GET /api/trainings/:id", send: (p) => p.get(api), answers: [401, 200, 200, 404] },
  { route: "GET /api/history", send: (p) => p.get("/api/history"), answers: [401, 200, 200, 200] },
  {
    route: "POST /api/trainings/:id/:command [create-registration]",
    send: (p) => p.postJson(`${api}/create-registration`, registration),
    answers: [401, 409, 403, 403], // it exists already
  },
  {
    route: "POST /api/trainings/:id/:command [cancel-registration]",
    send: (p) => p.postJson(`${api}/cancel-registration`, { reason: "moved" }),
    answers: [401, 200, 403, 403],
  },
  {
    route: "POST /api/trainings/:id/:command [start-video]",
    send: (p) => p.postJson(`${api}/start-video`, { videoId: video }),
    answers: [401, 403, 200, 404],
  },
  {
    route: "POST /api/trainings/:id/:command [complete-training]",
    send: (p) => p.postJson(`${api}/complete-training`, {}),
    answers: [401, 403, 409, 404], // no video was started
  },
  {
    route: "POST /trainings",
    send: (p) => p.postForm("/trainings", { trainingId: TRAINING_ID, commandId, ...registration }),
    answers: [303, 303, 403, 403],
  },
  {
    route: "POST /trainings/:id/cancel-registration",
    send: (p) => p.postForm(`${page}/cancel-registration`, { commandId, reason: "moved" }),
    answers: [303, 303, 403, 403],
  },
  {
    route: "POST /trainings/:id/start-video",
    send: (p) => p.postForm(`${page}/start-video`, { commandId, videoId: video }),
    answers: [303, 403, 303, 404],
  },
  {
    route: "POST /trainings/:id/complete-training",
    send: (p) => p.postForm(`${page}/complete-training`, { commandId }),
    answers: [303, 403, 303, 404],
  },
];

describe("who may do what", () => {
  it("is said below of every route that there is", async () => {
    const { app } = await testApp({ rateLimit: 1_000 });
    // Middleware is there for all methods.
    const there = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
    const said = new Set(routes.map(({ route }) => route.replace(/ \[.*\]$/, "")));
    expect(there.length).toBeGreaterThan(15);
    expect(there.filter((route) => !said.has(route))).toEqual([]);
  });

  const people: readonly [string, User | undefined][] = [
    ["nobody", undefined],
    ["an admin", ADMIN],
    ["the trainee", grace],
    ["another trainee", mateo],
  ];
  for (const { route, send, answers } of routes) {
    it.each(people.map(([who, user], index) => ({ who, user, status: answers[index] })))(
      `${route} as $who is $status`,
      async ({ user, status }) => {
        const test = await testApp();
        await test.registered(grace);
        const before = await test.composition.events.safePosition();
        const response = await send(user === undefined ? personOf(test.app) : await test.as(user));
        expect(response.status).toBe(status);
        expect(test.errors).toEqual([]);
        // Whoever is refused has changed nothing, and who is nobody is sent to the login page.
        if (status !== 200 && status !== 303) expect(await test.composition.events.safePosition()).toBe(before);
        if (user === undefined && status === 303) {
          expect(response.headers.get("location")).toBe("/login");
          expect(await test.composition.events.safePosition()).toBe(before);
        }
        await response.body?.cancel();
      },
    );
  }

  it("shows a trainee their own trainings alone, in lists and on pages", async () => {
    const test = await testApp();
    await test.registered(grace);
    const lists = async (user: User) => {
      const person = await test.as(user);
      return [await (await person.get("/api/trainings")).json(), await (await person.get("/")).text()];
    };

    const [ofGrace, pageOfGrace] = await lists(grace);
    expect(ofGrace).toMatchObject([{ trainingId: TRAINING_ID, traineeId: grace.id }]);
    expect(pageOfGrace).toContain(TRAINING_ID);
    const [ofMateo, pageOfMateo] = await lists(mateo);
    expect(ofMateo).toEqual([]);
    expect(pageOfMateo).not.toContain(TRAINING_ID);

    await test.issue(TRAINING_ID, StartVideo({ videoId: video }), grace);
    await test.issue(TRAINING_ID, CompleteTraining(), grace);
    const history = async (user: User) => (await (await test.as(user)).get("/api/history")).json();
    expect(await history(grace)).toHaveLength(1);
    expect(await history(mateo)).toHaveLength(0);
    expect(await history(ADMIN)).toHaveLength(1);
  });
});

describe("what every response has", () => {
  it("is a policy that lets nothing run that is not ours", async () => {
    const { app } = await testApp();
    const { headers } = await app.request("/login");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
  });

  it("is that no cache keeps what somebody was shown", async () => {
    const test = await testApp();
    expect((await (await test.as(ADMIN)).get("/")).headers.get("cache-control")).toBe("no-store");
    for (const path of [`/api/trainings/${TRAINING_ID}`, "/api/trainings", page]) {
      const refused = await (await test.as(grace)).get(`${path}?position=x&version=x`);
      expect([path, refused.ok, refused.headers.get("cache-control")]).toEqual([path, false, "no-store"]);
    }
  });

  it("pages have neither inline scripts nor inline styles", async () => {
    const test = await testApp();
    await test.registered();
    const admin = await test.as(ADMIN);
    for (const path of ["/", "/login", page, "/api/docs", "/nowhere"]) {
      const html = await (await admin.get(path)).text();
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)/i);
    }
  });
});

describe("requests from another site", () => {
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    {},
  ];
  it.each(foreign)("refuses a form with %j", async (headers) => {
    const test = await testApp();
    const session = [...(await test.as(ADMIN)).cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await test.app.request(`${ORIGIN}${page}/cancel-registration`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", cookie: session, ...headers },
      body: "reason=gotcha",
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("another site");
  });

  it("refuses a command that is sent as plain text, for which no browser asks permission", async () => {
    const test = await testApp();
    const response = await test.app.request(`${ORIGIN}${api}/cancel-registration`, {
      method: "POST",
      headers: { "content-type": "text/plain", origin: "https://evil.example" },
      body: '{"reason":"gotcha"}',
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });
});

describe("who sends too much", () => {
  it("is told when to go on, each person by themselves", async () => {
    const test = await testApp({ rateLimit: 3 });
    const admin = await test.as(ADMIN);
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await admin.get("/api/trainings")).status));
    expect(statuses.toSorted()).toEqual([200, 200, 200, 429]);
    const response = await admin.get("/api/trainings");
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 429, detail: expect.stringMatching(/^Too many requests/) });
    expect(await (await admin.get("/")).text()).toContain("Too many requests");
    expect((await (await test.as(grace)).get("/api/trainings")).status).toBe(200);
    // Whoever runs the process must always hear from it.
    expect((await admin.get("/health/ready")).status).toBe(200);
    expect(test.errors).toEqual([]);
  });

  it("counts by address without a session too, and behind a proxy by the address that the proxy saw", async () => {
    const test = await testApp({ rateLimit: 1, trustProxy: true });
    const from = async (address: string) =>
      (await test.app.request("/login", { headers: { "x-forwarded-for": address } })).status;
    for (let n = 0; n < 5; n++) expect(await from(`10.0.0.${n}, 192.0.2.1`)).toBe(200);
    expect(await from("10.0.0.9, 192.0.2.1")).toBe(429);
    expect(await from("192.0.2.2")).toBe(200);
  });

  it("cannot pass for another address by a header, where there is no proxy", async () => {
    const test = await testApp({ rateLimit: 1 });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) {
      statuses.push((await test.app.request("/login", { headers: { "x-forwarded-for": `192.0.2.${n}` } })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("what nobody foresaw", () => {
  const broken = {
    handleCommand: fakeHandleCommand(() => Promise.reject(new Error("secret detail"))),
  };

  it.each([
    ["a program", (test: TestApp) => sendStartVideo(test, "api")],
    ["a form", (test: TestApp) => sendStartVideo(test, "form")],
  ])("is logged, and %s learns nothing of it", async (_who, send) => {
    const test = await testApp({}, broken);
    await test.composition.events.append({
      streamId: `training-${TRAINING_ID}`,
      expectedVersion: "no-stream",
      events: [
        { eventId: TRAINING_ID, type: "RegistrationCreated", schemaVersion: 1, data: registration, metadata: {} },
      ],
    });
    const response = await send(test);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret detail");
    expect(test.errors).toMatchObject([{ message: "secret detail" }]);
  });

  async function sendStartVideo(test: TestApp, way: "api" | "form"): Promise<Response> {
    const person = await test.as(grace);
    return way === "api"
      ? person.postJson(`${api}/start-video`, { videoId: video })
      : person.postForm(`${page}/start-video`, { commandId, videoId: video });
  }
});

describe("a body that cannot be read", () => {
  it.each([
    ["/login", "multipart/form-data"],
    ["/trainings", "multipart/form-data; boundary=x"],
    [`${page}/start-video`, "multipart/form-data; boundary=x"],
  ])("is its sender's affair: %s as %s", async (path, type) => {
    const test = await testApp();
    const { cookies } = await test.as(ADMIN);
    const headers = { "content-type": type, origin: ORIGIN, cookie: `session=${cookies.get("session")}` };
    const response = await test.app.request(`${ORIGIN}${path}`, { method: "POST", headers, body: "--y\r\nuser=admin" });
    expect([response.status, test.errors]).toEqual([400, []]);
  });

  it.each([{ "content-length": "100" }, { "transfer-encoding": "chunked" }])(
    "is also one that breaks off: %j",
    async (length) => {
      const test = await testApp();
      const body = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
      const headers = { "content-type": "application/json", ...length };
      // Fetch asks for `duplex` where a body streams; the types of the browser's fetch do not know it.
      const init = { method: "POST", headers, body, duplex: "half" };
      const response = await test.app.request(`${ORIGIN}/api/login`, init);
      expect([response.status, test.errors]).toEqual([400, []]);
    },
  );
});
