import { uuidv7 } from "@factum/core";
import { describe, expect, it } from "vitest";
import { ADMIN, TRAINEES, USERS } from "../../catalog.js";
import { personOf, testApp } from "../test-app.js";

const HOUR_MS = 60 * 60 * 1000;

describe("logging in", () => {
  it("offers everybody who may", async () => {
    const { app } = await testApp();
    const page = await (await app.request("/login")).text();
    for (const { name } of USERS) expect(page).toContain(name);
  });

  it.each(["form", "program"])("by %s gives a cookie that scripts and other sites cannot reach", async (way) => {
    const { app } = await testApp();
    const person = personOf(app);
    const body = { user: "admin" };
    const response = await (way === "form" ? person.postForm("/login", body) : person.postJson("/api/login", body));
    const cookie = response.headers.get("set-cookie") ?? "";
    for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=28800"]) {
      expect(cookie).toContain(attribute);
    }
    expect((await person.get("/api/trainings")).status).toBe(200);
  });

  it("tells a program who it is", async () => {
    const { app } = await testApp();
    const [grace] = TRAINEES;
    const response = await personOf(app).postJson("/api/login", { user: grace.id });
    expect(await response.json()).toEqual({ user: { id: grace.id, name: "Grace Okafor", role: "trainee" } });
  });

  it.each([{}, { user: "root" }, { user: ["admin"] }, null, "admin"])("refuses %j", async (body) => {
    const { app } = await testApp();
    const response = await personOf(app).postJson("/api/login", body);
    expect(response.status).toBe(400);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("ends with the log-out", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    await admin.postForm("/logout", {});
    expect((await admin.get("/api/trainings")).status).toBe(401);
  });
});

describe("a session", () => {
  it("is over after eight hours, also for who kept the cookie", async () => {
    let now = Date.UTC(2026, 2, 1);
    const test = await testApp({ now: () => now });
    const admin = await test.as(ADMIN);
    now += 8 * HOUR_MS - 1;
    expect((await admin.get("/api/trainings")).status).toBe(200);
    now += 1;
    expect((await admin.get("/api/trainings")).status).toBe(401);
  });

  it("is worth nothing with another secret", async () => {
    const session = (await (await testApp()).as(ADMIN)).cookies.get("session");
    const { app } = await testApp({ sessionSecret: "another secret of the same length" });
    const response = await app.request("/api/trainings", { headers: { cookie: `session=${session}` } });
    expect(response.status).toBe(401);
  });

  it("is worth nothing once a character of it was changed", async () => {
    const test = await testApp();
    const session = decodeURIComponent((await test.as(TRAINEES[0])).cookies.get("session") ?? "");
    const forged = [
      session.replace(TRAINEES[0].id, ADMIN.id),
      session.replace(TRAINEES[0].id, TRAINEES[1].id),
      session.replace(/ \d/, " 9"),
      session.slice(0, session.lastIndexOf(".")),
      `${session.slice(0, session.lastIndexOf("."))}.${"A".repeat(43)}=`,
      "admin 9999999999999.",
      "",
    ];
    for (const value of forged) {
      const headers = { cookie: `session=${encodeURIComponent(value)}` };
      expect((await test.app.request("/api/trainings", { headers })).status).toBe(401);
    }
  });

  it("is worth nothing under the name of another cookie, nor the other way round", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    await admin.postForm("/trainings/nonsense/cancel-registration", { commandId: uuidv7(), reason: "x" });
    const flash = admin.cookies.get("flash");
    expect(flash).toBeDefined();
    expect((await test.app.request("/api/trainings", { headers: { cookie: `session=${flash}` } })).status).toBe(401);
    const session = admin.cookies.get("session");
    const page = await test.app.request("/", { headers: { cookie: `session=${session}; flash=${session}` } });
    expect(page.status).toBe(200);
    expect(test.errors).toEqual([]);
  });
});
