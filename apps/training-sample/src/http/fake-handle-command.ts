import { CommitUnknownError, type HandleCommand } from "@factum/core";

type Handle = (...args: Parameters<HandleCommand>) => ReturnType<HandleCommand>;

/** A `handleCommand` that is this function; nothing of the application decides on several streams at once. */
export function fakeHandleCommand(handle: Handle): HandleCommand {
  const together = () => Promise.reject(new Error("No test needs this."));
  return Object.assign(handle, { together }) as HandleCommand;
}

/** Does what the real one does, but for the first command nobody learns what it came to. */
export function losingTheFirstAnswer(handleCommand: HandleCommand): HandleCommand {
  let isLost = false;
  return fakeHandleCommand(async (...args) => {
    const outcome = await handleCommand(...args);
    if (isLost) return outcome;
    isLost = true;
    throw new CommitUnknownError({ streamIds: [], eventIds: [], cause: undefined });
  });
}
