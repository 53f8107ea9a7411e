import { ConflictError, WaitTimeoutError } from "@factum/core";
import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../../catalog.js";
import { CancelRegistration } from "../../training/generated/training.types.js";
import { fakeHandleCommand } from "../fake-handle-command.js";
import { TRAINING_ID, testApp } from "../test-app.js";

const [grace] = TRAINEES;
const registration = { trainingId: TRAINING_ID, traineeId: grace.id, courseId: COURSES[0].id, dueDate: "2099-01-31" };
const videoId = COURSES[0].videos[0].id;
const page = `/trainings/${TRAINING_ID}`;

/** The page's messages, without tags. */
function noticesOf(html: string): string[] {
  return [...html.matchAll(/<div class="notice[^>]*>\s*<p>(.*?)<\/p>/gs)].map((match) => match[1] ?? "");
}

describe("forms", () => {
  it("lead back to a page that has seen what they did, and says so once", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    const response = await admin.postForm("/trainings", registration);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/?position=1");

    const html = await (await admin.get("/?position=1")).text();
    expect(noticesOf(html)).toEqual(["The registration is stored."]);
    expect(html).toContain(`data-key="${TRAINING_ID}"`);
    expect(noticesOf(await (await admin.get("/")).text())).toEqual([]);
  });

  it("sent twice do it once", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    await admin.postForm("/trainings", registration);
    await admin.postForm("/trainings", registration);
    expect(noticesOf(await (await admin.get("/")).text())).toEqual(["This registration exists already."]);
    expect(await test.composition.events.safePosition()).toBe(1);

    const trainee = await test.as(grace);
    await trainee.postForm(`${page}/start-video`, { videoId });
    await trainee.postForm(`${page}/start-video`, { videoId });
    expect(noticesOf(await (await trainee.get("/")).text())).toEqual(["That was done already; nothing has changed."]);
  });

  it("show the loser of a race the reason and the fresh state", async () => {
    const test = await testApp();
    await test.registered(grace);
    const trainee = await test.as(grace);
    expect(await (await trainee.get("/")).text()).toContain(`data-key="${TRAINING_ID}"`);

    await test.issue(TRAINING_ID, CancelRegistration({ reason: "moved" }));
    const response = await trainee.postForm(`${page}/start-video`, { videoId });
    expect(response.headers.get("location")).toBe("/?position=2");
    const html = await (await trainee.get("/?position=2")).text();
    expect(noticesOf(html)).toEqual(["This registration was canceled. Reason: moved."]);
    expect(html).toContain(`href="${page}">See what happened`);
    expect(html).not.toContain(`data-key="${TRAINING_ID}"`);
  });

  it("refuse a reason of spaces, in words", async () => {
    const test = await testApp();
    await test.registered(grace);
    const admin = await test.as(ADMIN);
    await admin.postForm(`${page}/cancel-registration`, { reason: "   " });
    expect(noticesOf(await (await admin.get("/")).text())[0]).toMatch(/^reason: /);
  });

  it("say so if others would not let them through", async () => {
    const conflict = new ConflictError({ streamId: "training-x", expected: 1, actual: 2, attempts: 50 });
    const test = await testApp({}, { handleCommand: fakeHandleCommand(() => Promise.reject(conflict)) });
    const admin = await test.as(ADMIN);
    await admin.postForm("/trainings", registration);
    expect(noticesOf(await (await admin.get("/")).text())[0]).toMatch(/^Others are changing this training/);
  });
});

describe("a page that follows a form", () => {
  it("is shown all the same if the lists are late, and says so", async () => {
    const late = () => Promise.reject(new WaitTimeoutError("TrainingList", 7, 5));
    const test = await testApp({}, { waitFor: late });
    const response = await (await test.as(ADMIN)).get("/?position=7");
    expect(response.status).toBe(200);
    expect(noticesOf(await response.text())[0]).toContain("still catching up");
  });

  it("leaves its message for the reader if it merely refreshes itself", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    await admin.postForm("/trainings", registration);
    expect(noticesOf(await (await admin.get("/", { "x-live-refresh": "1" })).text())).toEqual([]);
    expect(noticesOf(await (await admin.get("/")).text())).toEqual(["The registration is stored."]);
  });
});

describe("what people write", () => {
  const malicious = `"><img src=x onerror=alert(1)><script>alert(2)</script>&'`;

  it("is shown as text, never as a part of the page", async () => {
    const test = await testApp();
    await test.registered(grace);
    const admin = await test.as(ADMIN);
    await admin.postForm(`${page}/cancel-registration`, { reason: malicious });
    const trainee = await test.as(grace);
    await trainee.postForm(`${page}/start-video`, { videoId });

    const pages = [await trainee.get("/"), await trainee.get(page), await admin.get(page)];
    for (const response of pages) {
      const html = await response.text();
      expect(html).not.toContain("<img src=x");
      expect(html).not.toContain("<script>");
      expect(html).toContain("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;");
    }
  });

  it("does not get into the page through an address either", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    for (const path of [`/trainings/${encodeURIComponent(malicious)}`, `/${encodeURIComponent(malicious)}`]) {
      expect(await (await admin.get(path)).text()).not.toContain("<img src=x");
    }
    const api = await admin.postJson(`/api/trainings/${TRAINING_ID}/${encodeURIComponent(malicious)}`, {});
    expect(api.headers.get("content-type")).toBe("application/problem+json");
  });

  it("of the greatest length still fits into the cookie of a message", async () => {
    const test = await testApp();
    await test.registered(grace);
    await test.issue(TRAINING_ID, CancelRegistration({ reason: "語".repeat(500) }));
    const trainee = await test.as(grace);
    const response = await trainee.postForm(`${page}/start-video`, { videoId });
    expect(response.headers.get("set-cookie")?.length).toBeLessThan(4_096);
  });
});
