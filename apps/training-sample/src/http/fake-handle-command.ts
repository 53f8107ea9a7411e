import type { HandleCommand } from "@factum/core";

type Handle = (...args: Parameters<HandleCommand>) => ReturnType<HandleCommand>;

/** A `handleCommand` that is this function; nothing of the application decides on several streams at once. */
export function fakeHandleCommand(handle: Handle): HandleCommand {
  const together = () => Promise.reject(new Error("No test needs this."));
  return Object.assign(handle, { together }) as HandleCommand;
}
