import type { TrainingCommand } from "../training/generated/training.types.js";

/** How a command is called in a URL. A new command does not compile before it has a line here. */
export const COMMAND_PATHS = {
  CreateRegistration: "create-registration",
  CancelRegistration: "cancel-registration",
  StartVideo: "start-video",
  CompleteTraining: "complete-training",
} as const satisfies Record<TrainingCommand["type"], string>;

/** The command that a URL names; undefined if it names none. */
export function commandTypeOf(path: string): TrainingCommand["type"] | undefined {
  const types = Object.keys(COMMAND_PATHS) as TrainingCommand["type"][];
  return types.find((type) => COMMAND_PATHS[type] === path);
}
