import { ConflictError, uuidv7, WaitTimeoutError } from "@factum/core";
import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../../catalog.js";
import { CancelRegistration, StartVideo } from "../../training/generated/training.types.js";
import { fakeHandleCommand, losingTheFirstAnswer } from "../fake-handle-command.js";
import { type Person, TRAINING_ID, testApp } from "../test-app.js";

const [grace] = TRAINEES;
const registration = {
  trainingId: TRAINING_ID,
  commandId: uuidv7(),
  traineeId: grace.id,
  courseId: COURSES[0].id,
  dueDate: "2099-01-31",
};
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

  it("say so if it was done already", async () => {
    const test = await testApp();
    await test.registered(grace);
    const admin = await test.as(ADMIN);
    await admin.postForm("/trainings", registration);
    expect(noticesOf(await (await admin.get("/")).text())).toEqual(["This registration exists already."]);

    const trainee = await test.as(grace);
    await trainee.postForm(`${page}/start-video`, { commandId: uuidv7(), videoId });
    await trainee.postForm(`${page}/start-video`, { commandId: uuidv7(), videoId });
    expect(noticesOf(await (await trainee.get("/")).text())).toEqual(["That was done already; nothing has changed."]);
  });

  it("show the loser of a race the reason and the fresh state", async () => {
    const test = await testApp();
    await test.registered(grace);
    const trainee = await test.as(grace);
    expect(await (await trainee.get("/")).text()).toContain(`data-key="${TRAINING_ID}"`);

    await test.issue(TRAINING_ID, CancelRegistration({ reason: "moved" }));
    const response = await trainee.postForm(`${page}/start-video`, { commandId: uuidv7(), videoId });
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
    await admin.postForm(`${page}/cancel-registration`, { commandId: uuidv7(), reason: "   " });
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

describe("a form that is sent twice", () => {
  const cases = [
    {
      form: "to register",
      action: "/trainings",
      user: ADMIN,
      entries: { traineeId: grace.id, courseId: COURSES[0].id, dueDate: "2099-01-31" },
      event: "RegistrationCreated",
      done: "The registration is stored.",
    },
    {
      form: "to cancel",
      action: `${page}/cancel-registration`,
      user: ADMIN,
      entries: { reason: "moved" },
      event: "RegistrationCanceled",
      done: "The registration is canceled.",
    },
    {
      form: "to start a video",
      action: `${page}/start-video`,
      user: grace,
      entries: {},
      event: "VideoStarted",
      done: "The video is started. Enjoy!",
    },
    {
      form: "to complete",
      action: `${page}/complete-training`,
      user: grace,
      entries: {},
      event: "TrainingCompleted",
      done: "Well done: the training is completed.",
    },
  ] as const;

  for (const { form, action, user, entries, event, done } of cases) {
    it.each(["at once", "one after another"])(`${form}, %s, does it once and answers the same`, async (when) => {
      const test = await testApp();
      await test.registered(grace);
      if (event === "TrainingCompleted") await test.issue(TRAINING_ID, StartVideo({ videoId }), grace);
      const person = await test.as(user);
      const before = await test.composition.events.safePosition();

      const fields = { ...(await hiddenFields(person, action)), ...entries };
      const send = () => person.postForm(action, fields);
      const responses = when === "at once" ? await Promise.all([send(), send()]) : [await send(), await send()];

      const location = `/?position=${before + 1}`;
      expect(responses.map(({ headers }) => headers.get("location"))).toEqual([location, location]);
      expect(noticesOf(await (await person.get("/")).text())).toEqual([done]);
      const stored = await test.composition.events.readBatch({ after: before, upTo: before + 10, limit: 10 });
      expect(stored.map(({ type }) => type)).toEqual([event]);
    });
  }

  it("is answered the same also after others went on", async () => {
    const test = await testApp();
    await test.registered(grace);
    const trainee = await test.as(grace);
    const action = `${page}/start-video`;
    const fields = await hiddenFields(trainee, action);
    await trainee.postForm(action, fields);
    await test.issue(TRAINING_ID, CancelRegistration({ reason: "moved" }));
    await trainee.postForm(action, fields);
    expect(noticesOf(await (await trainee.get("/")).text())).toEqual(["The video is started. Enjoy!"]);
  });

  it("with other entries the second time says that they were not stored", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    await admin.postForm("/trainings", registration);
    await admin.postForm("/trainings", { ...registration, dueDate: "2099-02-28" });
    expect(noticesOf(await (await admin.get("/")).text())[0]).toMatch(/^This form was sent before with other entries/);
    expect(await test.composition.events.safePosition()).toBe(1);
    expect(test.errors).toEqual([]);
  });

  it("because a connection was lost stays where a reload sends it again, and is then answered", async () => {
    const test = await testApp({}, (real) => ({ handleCommand: losingTheFirstAnswer(real.handleCommand) }));
    const admin = await test.as(ADMIN);
    const lost = await admin.postForm("/trainings", registration);
    expect(lost.status).toBe(503);
    expect(lost.headers.get("retry-after")).toBe("1");
    expect(await lost.text()).toContain("Reload this page");
    await admin.postForm("/trainings", registration);
    expect(noticesOf(await (await admin.get("/")).text())).toEqual(["The registration is stored."]);
    expect(await test.composition.events.safePosition()).toBe(1);
  });

  it.each([undefined, "", "17"])("has a command id, and is refused with %j in its place", async (commandId) => {
    const test = await testApp();
    const fields = { trainingId: TRAINING_ID, traineeId: grace.id, courseId: COURSES[0].id, dueDate: "2099-01-31" };
    const admin = await test.as(ADMIN);
    const response = await admin.postForm("/trainings", commandId === undefined ? fields : { ...fields, commandId });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Open the page anew");
    expect(await test.composition.events.safePosition()).toBe(0);
  });

  it("has an id that no other form of the page has", async () => {
    const test = await testApp();
    await test.registered(grace);
    const html = await (await (await test.as(grace)).get("/")).text();
    const ids = [...html.matchAll(/name="commandId" value="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).toHaveLength(COURSES[0].videos.length + 1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  /** What the first form with this action brings along from the page. */
  async function hiddenFields(person: Person, action: string): Promise<Record<string, string>> {
    const html = await (await person.get("/")).text();
    const form = html.split(`action="${action}">`)[1]?.split("</form>")[0] ?? "";
    const fields = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]+)"/g)];
    return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
  }
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
    await admin.postForm(`${page}/cancel-registration`, { commandId: uuidv7(), reason: malicious });
    const trainee = await test.as(grace);
    await trainee.postForm(`${page}/start-video`, { commandId: uuidv7(), videoId });

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
    const response = await trainee.postForm(`${page}/start-video`, { commandId: uuidv7(), videoId });
    expect(response.headers.get("set-cookie")?.length).toBeLessThan(4_096);
  });
});
