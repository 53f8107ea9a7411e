import { ListenerPausedError, WaitTimeoutError } from "@factum/core";
import { type Context, Hono } from "hono";
import type { Admin, Trainee } from "../../catalog.js";
import type { Composition } from "../../composition.js";
import { adminPage } from "../../pages/admin-page.js";
import type { Notice } from "../../pages/notice.js";
import { timelinePage } from "../../pages/timeline-page.js";
import { traineePage } from "../../pages/trainee-page.js";
import type { TrainingId } from "../../training/generated/training.types.js";
import { training } from "../../training/training.decider.js";
import { trainingStates } from "../../training-states.js";
import { assertMaySee, visibleTo } from "../access.js";
import type { AppEnv } from "../app-env.js";
import type { Flashes } from "../flash.js";
import { ProblemError } from "../problem.js";
import { readPosition } from "../read-position.js";
import { readVersion } from "../read-version.js";

/** The most trainings that a trainee sees at once; the state of each is read from its own stream. */
const CARDS = 50;
const NO_TRAINING = "There is no such training.";
const NOT_CAUGHT_UP: Notice = {
  kind: "done",
  text: "Your change is stored. The lists below are still catching up with it; they will follow by themselves.",
};

/** What people look at. A page that follows a form waits until its lists have seen what the form did. */
export function pageRoutes(composition: Composition, flashes: Flashes, waitMs: number): Hono<AppEnv> {
  const { queries } = composition;

  return new Hono<AppEnv>()
    .get("/", async (c) => {
      const user = c.get("user");
      const notices = [...(await caughtUp(c)), ...(await flashOf(c))];
      return c.html(await (user.role === "admin" ? admin(user, notices) : trainee(user, notices)));
    })
    .get("/trainings/:id", async (c) => {
      const user = c.get("user");
      const id = trainingId(c.req.param("id"));
      await assertMaySee(user, id, queries);
      const [registration, events] = await Promise.all([queries.registration(id), queries.timeline(id)]);
      if (registration === undefined) throw new ProblemError(404, NO_TRAINING);
      const version = readVersion(c.req.query("version"), events.length);
      const states = trainingStates(events);
      return c.html(timelinePage({ user, notices: await flashOf(c), id, registration, events, states, version }));
    });

  async function admin(user: Admin, notices: readonly Notice[]) {
    const [ongoing, completed] = await Promise.all([queries.ongoing({}), queries.completed({})]);
    return adminPage({ user, notices, ongoing, completed, today: today() });
  }

  async function trainee(user: Trainee, notices: readonly Notice[]) {
    const [ongoing, completed] = await Promise.all([
      queries.ongoing(visibleTo(user)),
      queries.completed(visibleTo(user)),
    ]);
    const shown = await Promise.all(
      ongoing.slice(0, CARDS).map(async (row) => {
        const { state } = await queries.current(row.trainingId);
        return { ...row, startedVideos: state.status === "active" ? state.videos : [] };
      }),
    );
    return traineePage({ user, notices, shown, total: ongoing.length, completed, today: today() });
  }

  /** Says so if the lists could not follow in time; the page is shown all the same. */
  async function caughtUp(c: Context<AppEnv>): Promise<readonly Notice[]> {
    const position = readPosition(c.req.query("position"));
    if (position === undefined) return [];
    try {
      await composition.waitFor(position, waitMs);
      return [];
    } catch (error) {
      if (error instanceof WaitTimeoutError || error instanceof ListenerPausedError) return [NOT_CAUGHT_UP];
      throw error;
    }
  }

  /** A page that merely refreshes itself leaves the message for the one that is opened next. */
  async function flashOf(c: Context<AppEnv>): Promise<readonly Notice[]> {
    if (c.req.header("x-live-refresh") !== undefined) return [];
    const flash = await flashes.take(c);
    return flash === undefined ? [] : [flash];
  }
}

/** @throws {ProblemError} 404, for an address that cannot be one of a training */
function trainingId(text: string): TrainingId {
  try {
    return training.parseId(text);
  } catch {
    throw new ProblemError(404, NO_TRAINING);
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
