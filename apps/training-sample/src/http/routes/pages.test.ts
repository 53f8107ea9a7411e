import { uuidv7 } from "@factum/core";
import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../../catalog.js";
import { CompleteTraining, CreateRegistration, StartVideo } from "../../training/generated/training.types.js";
import { TRAINING_ID, testApp } from "../test-app.js";

const [grace] = TRAINEES;
const [fire] = COURSES;

describe("pages", () => {
  it("say what to do while there is nothing to see", async () => {
    const test = await testApp();
    expect(await (await (await test.as(ADMIN)).get("/")).text()).toContain("Register somebody, and it appears here.");
    expect(await (await (await test.as(grace)).get("/")).text()).toContain("Nothing to do.");
  });

  it("show which videos were started", async () => {
    const test = await testApp();
    await test.registered(grace);
    await test.issue(TRAINING_ID, StartVideo({ videoId: fire.videos[0].id }), grace);
    const html = await (await (await test.as(grace)).get("/")).text();
    expect(html).toContain("1 of 3 videos started");
    expect(html.match(/✓ Started/g)).toHaveLength(1);
  });

  it("move a training from the list to the history", async () => {
    const test = await testApp();
    await test.registered(grace);
    await test.issue(TRAINING_ID, StartVideo({ videoId: fire.videos[0].id }), grace);
    await test.issue(TRAINING_ID, CompleteTraining(), grace);
    for (const user of [grace, ADMIN]) {
      const html = await (await (await test.as(user)).get("/")).text();
      expect(html.slice(0, html.indexOf('id="history"'))).not.toContain(TRAINING_ID);
      expect(html.slice(html.indexOf('id="history"'))).toContain(TRAINING_ID);
    }
  });

  it("show trainings of people and courses that the catalog does not know", async () => {
    const test = await testApp();
    const stranger = "01985a3e-ffff-7000-8000-00000000abcd" as never;
    await test.issue(
      TRAINING_ID,
      CreateRegistration({ traineeId: stranger, courseId: stranger, dueDate: "2020-01-01" }),
    );
    const html = await (await (await test.as(ADMIN)).get("/")).text();
    expect(html).toContain("Trainee …00abcd");
    expect(html).toContain("Was due");
  });

  it.each([TRAINING_ID, "nonsense"])("answer in words where /trainings/%s is none", async (id) => {
    const test = await testApp();
    const response = await (await test.as(ADMIN)).get(`/trainings/${id}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("There is no such training.");
  });
});

describe("a timeline", () => {
  it("shows which command an event is of, where the command had an id", async () => {
    const test = await testApp();
    await test.registered(grace);
    const commandId = uuidv7();
    const trainee = await test.as(grace);
    await trainee.postForm(`/trainings/${TRAINING_ID}/start-video`, { commandId, videoId: fire.videos[0].id });
    const html = await (await trainee.get(`/trainings/${TRAINING_ID}`)).text();
    const [created, started] = html.split('<li class="panel entry"').slice(1);
    expect(created).not.toContain("<code>");
    expect(started).toContain(`<code>${commandId}</code>`);
  });

  it("shows every event with its version, its time, its data, and who it was", async () => {
    const test = await testApp();
    await test.registered(grace);
    await test.issue(TRAINING_ID, StartVideo({ videoId: fire.videos[0].id }), grace);
    const html = await (await (await test.as(ADMIN)).get(`/trainings/${TRAINING_ID}`)).text();
    const entries = html.split('<li class="panel entry"').slice(1);
    expect(entries).toHaveLength(2);
    for (const text of ["RegistrationCreated", "Ada Admin", "version 1", grace.id, fire.id, "2099-01-31", "UTC"]) {
      expect(entries[0]).toContain(text);
    }
    for (const text of ["VideoStarted", "Grace Okafor", "version 2", fire.videos[0].id, "How a fire starts"]) {
      expect(entries[1]).toContain(text);
    }
  });
});
