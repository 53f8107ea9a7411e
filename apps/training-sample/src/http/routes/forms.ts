import { CommitUnknownError, InvalidDataError, type Outcome } from "@factum/core";
import { type Context, Hono } from "hono";
import type { Composition } from "../../composition.js";
import { rejectionSentence } from "../../pages/rejection-sentence.js";
import type { TrainingCommand, TrainingEvent, TrainingRejection } from "../../training/generated/training.types.js";
import { training } from "../../training/training.decider.js";
import type { AppEnv } from "../app-env.js";
import { ReusedCommandIdError } from "../assert-own-events.js";
import { COMMAND_PATHS } from "../command-paths.js";
import type { Flash, Flashes } from "../flash.js";
import { issueCommand } from "../issue-command.js";
import { ProblemError, problemOf } from "../problem.js";
import { readFormCommandId } from "../read-command-id.js";
import { readForm } from "../read-form.js";

type Form = Record<string, unknown>;

const COMMIT_UNKNOWN =
  "The connection to the database was lost, so it is not known whether this was stored. Reload this page, and let the " +
  "browser send the form again: it is stored once.";
const REUSED =
  "This form was sent before with other entries, and those were stored; nothing of these was. Here is a new one.";

/**
 * Commands from the pages' forms; they work without a script. Whatever a command comes to, the browser is sent back to
 * the page with a sentence about it, and with the position that the page has to wait for: also the one who lost a race
 * sees the fresh state.
 *
 * A form brings the id of its command from the page, so that a double click, or sending the form again, is one command and
 * gets one answer.
 */
export function formRoutes(composition: Composition, flashes: Flashes): Hono<AppEnv> {
  return (
    new Hono<AppEnv>()
      // The form brings the id of the training-to-be too.
      .post("/trainings", (c) =>
        answer(c, "CreateRegistration", "The registration is stored.", ({ traineeId, courseId, dueDate }) => ({
          traineeId,
          courseId,
          dueDate,
        })),
      )
      .post(`/trainings/:id/${COMMAND_PATHS.CancelRegistration}`, (c) =>
        answer(c, "CancelRegistration", "The registration is canceled.", ({ reason }) => ({
          reason: typeof reason === "string" ? reason.trim() : reason,
        })),
      )
      .post(`/trainings/:id/${COMMAND_PATHS.StartVideo}`, (c) =>
        answer(c, "StartVideo", "The video is started. Enjoy!", ({ videoId }) => ({ videoId })),
      )
      .post(`/trainings/:id/${COMMAND_PATHS.CompleteTraining}`, (c) =>
        answer(c, "CompleteTraining", "Well done: the training is completed.", () => ({})),
      )
  );

  async function answer(
    c: Context<AppEnv>,
    type: TrainingCommand["type"],
    done: string,
    dataOf: (form: Form) => unknown,
  ): Promise<Response> {
    const form = await readForm(c);
    const trainingId = c.req.param("id") ?? String(form.trainingId);
    const commandId = readFormCommandId(form.commandId);
    try {
      const outcome = await issueCommand(composition, c.get("user"), {
        trainingId,
        type,
        data: dataOf(form),
        commandId,
        requestId: c.get("requestId"),
      });
      await flashes.put(c, { ...flashOf(outcome, done), trainingId });
      return c.redirect(`/?position=${await positionOf(trainingId, outcome)}`, 303);
    } catch (error) {
      // Not sent back to the page, which would come with new ids: what a reload sends again is this very command.
      if (error instanceof CommitUnknownError) throw new ProblemError(503, COMMIT_UNKNOWN);
      const text = sentenceOf(error);
      if (text === undefined) throw error;
      await flashes.put(c, { kind: "problem", text });
      return c.redirect("/", 303);
    }
  }

  /** How far the page has to wait to show what the outcome rests on. */
  async function positionOf(trainingId: string, outcome: Outcome): Promise<number> {
    if (outcome.accepted) return outcome.position;
    const last = await composition.queries.timeline(training.parseId(trainingId), outcome.version);
    return last[0]?.position ?? 0;
  }
}

function flashOf(outcome: Outcome<TrainingEvent, TrainingRejection>, done: string): Flash {
  if (!outcome.accepted) return { kind: "problem", text: rejectionSentence(outcome.rejection) };
  return { kind: "done", text: outcome.events.length === 0 ? "That was done already; nothing has changed." : done };
}

/** What to tell a person who can do something about it; undefined if the error is none of theirs. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof InvalidDataError) {
    return error.issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join(". ");
  }
  if (error instanceof ReusedCommandIdError) return REUSED;
  const { status, detail } = problemOf(error);
  return error instanceof ProblemError || status === 500 ? undefined : detail;
}
