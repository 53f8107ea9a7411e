import { type EmbeddedPostgres, startEmbeddedPostgres } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COURSES, TRAINEES } from "../catalog.js";
import { composeOnPostgres } from "../composition.js";
import { seed } from "../seed.js";
import { startApp, temporaryFolder } from "./app-process.js";

const registration = { traineeId: TRAINEES[1].id, courseId: COURSES[0].id, dueDate: "2099-01-31" };

describe("web and listener as processes of their own", () => {
  let postgres: EmbeddedPostgres;
  beforeAll(async () => {
    postgres = await startEmbeddedPostgres();
  });
  afterAll(() => postgres.stop());

  it("share a database; what one listener leaves when it is stopped, the other one goes on with", async () => {
    const env = { DATABASE_URL: postgres.connectionString, DATA_DIR: await temporaryFolder(), LOG_FORMAT: "json" };
    const filled = await composeOnPostgres(postgres.connectionString, {
      onError: (error) => expect.fail(String(error)),
      runsListeners: false,
    });
    await seed(filled);
    await filled.stop();
    const web = startApp({ ...env, ROLE: "web" });
    const url = await web.ready();
    // Nobody keeps the lists up to date yet.
    const early = await fetch(`${url}/health/ready`);
    expect(early.status).toBe(503);
    expect(await early.json()).toMatchObject({
      reasons: [expect.stringContaining("standby"), expect.stringContaining("standby")],
    });

    const first = startApp({ ...env, ROLE: "listener" });
    await ready(await first.ready());
    await ready(url);
    const second = startApp({ ...env, ROLE: "listener" });
    const secondUrl = await second.ready();
    await ready(secondUrl);
    expect((await fetch(`${secondUrl}/api/trainings`)).status).toBe(404);

    const cookie = await logIn(url);
    const lists = async (n: number) => {
      const id = `01985a3e-7777-7000-8000-00000000000${n}`;
      const headers = { cookie, "content-type": "application/json" };
      const body = JSON.stringify(registration);
      const path = `${url}/api/trainings/${id}/create-registration`;
      const { position } = (await (await fetch(path, { method: "POST", headers, body })).json()) as {
        position: number;
      };
      const list = await fetch(`${url}/api/trainings?position=${position}`, { headers: { cookie } });
      expect(await list.json()).toContainEqual(expect.objectContaining({ trainingId: id }));
    };
    await lists(1);
    first.signal("SIGTERM");
    const ended = await first.ended();
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
    await lists(2);

    for (const app of [web, second]) app.signal("SIGTERM");
    for (const { code, stdout, stderr } of [await web.ended(), await second.ended()]) {
      expect([code, stderr]).toEqual([0, ""]);
      // Every line is JSON, and none has a secret.
      for (const line of stdout.trimEnd().split("\n")) expect(JSON.parse(line)).toHaveProperty("level");
      expect(stdout).not.toContain(cookie);
      expect(stdout).not.toContain(new URL(postgres.connectionString).password || "no password");
    }
  });
});

/** Waits until the process says that it is ready. */
async function ready(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(`${url}/health/ready`)).status, { timeout: 30_000 }).toBe(200);
}

async function logIn(url: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/api/login`, { method: "POST", headers, body: '{"user":"admin"}' });
  return response.headers.getSetCookie().join().split(";")[0] ?? "";
}
