import type { Command } from "commander";
import type { Output } from "../../output.js";
import { addDeadLetters } from "./dead-letters.js";
import { addForget } from "./forget.js";
import { addPause } from "./pause.js";
import { addPrune } from "./prune.js";
import { addRebuild } from "./rebuild.js";
import { addReplay } from "./replay.js";
import { addReset } from "./reset.js";
import { addResume } from "./resume.js";
import { addSkip } from "./skip.js";
import { addStatus } from "./status.js";

const EXAMPLES = `
Examples:
  $ factum listeners status --database postgres://app@localhost/shop    where they stand, and what holds them back
  $ factum listeners status --watch                                     the same every second (DATABASE_URL)
  $ factum listeners rebuild TrainingList                               new tables beside the old ones, then a swap
  $ factum listeners skip TrainingList --position 4711                  past an event that it cannot handle

Every operation takes effect at once, whichever processes run the listener. docs/operating-listeners.md says what to do when.

Exit codes: 0 fine, 1 it could not be done, or what was waited for failed, 130 stopped by Ctrl-C.`;

/** `factum listeners …`: for operators. Every verb is a file of its own. */
export function addListeners(program: Command, output: Output, exit: (code: number) => void): void {
  const listeners = program
    .command("listeners")
    .description("see where listeners stand; pause, rebuild, replay or reset them");
  listeners.addHelpText("after", EXAMPLES);
  addStatus(listeners, output, exit);
  addPause(listeners, output, exit);
  addResume(listeners, output, exit);
  addSkip(listeners, output, exit);
  addDeadLetters(listeners, output, exit);
  addReplay(listeners, output, exit);
  addRebuild(listeners, output, exit);
  addPrune(listeners, output, exit);
  addReset(listeners, output, exit);
  addForget(listeners, output, exit);
}
