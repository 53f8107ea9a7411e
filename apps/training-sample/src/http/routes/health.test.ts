import { describe, expect, it } from "vitest";
import type { Composition } from "../../composition.js";
import { createHealthApp } from "../health-app.js";
import { testApp } from "../test-app.js";

describe("GET /health/ready", () => {
  it("is 200 once the database answers and the read models have caught up, and says where they are", async () => {
    const test = await testApp();
    await test.registered();
    const response = await test.app.request("/health/ready");
    expect(response.status).toBe(200);
    const live = { state: "live", checkpoint: 1, safePosition: 1 };
    expect(await response.json()).toEqual({
      status: "ready",
      listeners: [
        { name: "TrainingHistory", ...live },
        { name: "TrainingList", ...live },
      ],
    });
  });

  it("is 503 with the reasons until then", async () => {
    const response = await ready({
      isCaughtUp: () => false,
      listeners: () => [
        { ...STATUS, name: "TrainingList", state: "standby", checkpoint: 3, safePosition: 9 },
        { ...STATUS, name: "TrainingHistory", state: "live", checkpoint: 9, safePosition: 9 },
      ],
    });
    expect(response.status).toBe(503);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      reasons: ["TrainingList is standby, at 3 of 9, and has not caught up yet."],
      listeners: [{ name: "TrainingList", checkpoint: 3 }, { name: "TrainingHistory" }],
    });
  });

  it("is 503 while the database does not answer, and tells nobody why", async () => {
    const response = await ready((real) => ({
      events: Object.assign(Object.create(real.events), {
        safePosition: () => Promise.reject(new Error("at 10.0.0.1")),
      }),
    }));
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain("The database does not answer.");
    expect(text).not.toContain("10.0.0.1");
  });

  const STATUS = { shards: [], lastError: undefined, pause: null };

  async function ready(fake: Parameters<typeof testApp>[1]): Promise<Response> {
    return (await testApp({}, fake)).app.request("/health/ready");
  }
});

it("a process of listeners alone answers with its health, and with nothing else", async () => {
  const { composition }: { composition: Composition } = await testApp();
  const app = createHealthApp(composition);
  expect((await app.request("/health/live")).status).toBe(200);
  const other = await app.request("/api/trainings");
  expect(other.status).toBe(404);
  expect(await other.json()).toMatchObject({ detail: expect.stringContaining("runs listeners alone") });
});
