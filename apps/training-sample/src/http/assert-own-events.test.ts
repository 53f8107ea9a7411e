import { describe, expect, it } from "vitest";
import * as make from "../training/generated/training.testkit.js";
import type { TrainingCommand, TrainingEvent } from "../training/generated/training.types.js";
import { assertOwnEvents, ReusedCommandIdError } from "./assert-own-events.js";

const pairs: readonly (readonly [TrainingCommand, TrainingEvent])[] = [
  [make.CreateRegistration(), make.RegistrationCreated()],
  [make.CancelRegistration(), make.RegistrationCanceled()],
  [make.StartVideo(), make.VideoStarted()],
  [make.CompleteTraining(), make.TrainingCompleted()],
];
const cases = pairs.flatMap(([command], c) => pairs.map(([, event], e) => ({ command, event, isOwn: c === e })));

describe("the events that a command is answered with", () => {
  it.each(cases)("$event.type for $command.type: its own is $isOwn", ({ command, event, isOwn }) => {
    const check = () => assertOwnEvents(command, [event]);
    if (isOwn) expect(check).not.toThrow();
    else expect(check).toThrow(ReusedCommandIdError);
  });

  it("are not its own if they tell of other data", () => {
    const check = () => assertOwnEvents(make.CancelRegistration({ reason: "moved" }), [make.RegistrationCanceled()]);
    expect(check).toThrow("CancelRegistration came with the command id of RegistrationCanceled.");
  });

  it("are its own if there are none", () => {
    expect(() => assertOwnEvents(make.StartVideo(), [])).not.toThrow();
  });
});
