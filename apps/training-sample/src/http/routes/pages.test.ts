import { uuidv7 } from "@factum/core";
import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../../catalog.js";
import {
  CancelRegistration,
  CompleteTraining,
  CreateRegistration,
  StartVideo,
} from "../../training/generated/training.types.js";
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

describe("time travel", () => {
  const videos = fire.videos.map(({ id }) => id);

  async function canceledAfterAVideo() {
    const test = await testApp();
    await test.registered(grace);
    await test.issue(TRAINING_ID, StartVideo({ videoId: fire.videos[0].id }), grace);
    await test.issue(TRAINING_ID, CancelRegistration({ reason: "moved" }));
    const trainee = await test.as(grace);
    return async (query = "") => {
      const response = await trainee.get(`/trainings/${TRAINING_ID}${query}`);
      const html = await response.text();
      const [state = "", timeline = ""] = html.slice(html.indexOf('id="state"')).split('id="timeline"');
      return { status: response.status, html, state, timeline };
    };
  }

  it("shows the state at any version, the newest unless a version is given", async () => {
    const look = await canceledAfterAVideo();
    const newest = (await look()).state;
    expect(newest).toContain("State at version 3");
    expect(newest).toContain("<dd>canceled</dd>");
    expect(newest).toContain("<dd>moved</dd>");
    expect((await look("?version=3")).state).toBe(newest);

    const second = (await look("?version=2")).state;
    expect(second).toContain("State at version 2 <small>of 3</small>");
    expect(second).toContain("After VideoStarted");
    expect(second).toContain(`<dd>${videos[0]}</dd>`);
    expect((await look("?version=1")).state).toContain("<dd>[]</dd>");
    expect((await look("?version=0")).state).toContain("<dd>none</dd>");
  });

  it("says in its title which version it shows, and marks the events on both sides of it", async () => {
    const { html, timeline } = await (await canceledAfterAVideo())("?version=2");
    expect(html).toContain("<title>Version 2 of 3, Timeline of Fire safety at work");
    expect([...timeline.matchAll(/data-place="(\w*)"/g)].map(([, place]) => place)).toEqual([
      "earlier",
      "shown",
      "later",
    ]);
    expect(timeline.match(/aria-current="true"/g)).toHaveLength(1);
  });

  it("marks what the version changed", async () => {
    const { state } = await (await canceledAfterAVideo())("?version=2");
    expect([...state.matchAll(/<dt>(\w+)<span class="unseen"> \(changed\)/g)].map(([, name]) => name)).toEqual([
      "videos",
    ]);
  });

  it("leads to the versions beside it, and not beyond the ends", async () => {
    const look = await canceledAfterAVideo();
    const ways = async (query: string) =>
      [...(await look(query)).state.matchAll(/rel="(\w+)" href="([^"]*)"/g)].map(([, rel, href]) => `${rel} ${href}`);
    expect(await ways("?version=2")).toEqual(["prev ?version=1#state", "next ?#state"]);
    expect(await ways("?version=0")).toEqual(["next ?version=1#state"]);
    expect(await ways("")).toEqual(["prev ?version=2#state"]);
  });

  it.each([
    ["4", 404, "There is no version 4 yet: this training is at version 3."],
    ["999999999999999", 404, "There is no version"],
    ...["-1", "x", "", "1.5", "1e3", "9".repeat(400)].map((text): [string, number, string] => [
      text,
      400,
      "whole number",
    ]),
  ])("answers version=%s with %i", async (version, status, sentence) => {
    const answer = await (await canceledAfterAVideo())(`?version=${version}`);
    expect(answer.status).toBe(status);
    expect(answer.html).toContain(sentence);
  });
});
