import type { AnyOutcome, CommandObserver, ObservedCommand } from "../ports/command-observer.js";
import type { EventMetadata } from "../ports/event-store.js";

/** Handles a command inside its observer's `around`, if there is one, whose metadata then goes into that of the events. */
export function runAround<O extends AnyOutcome>(
  observer: CommandObserver | undefined,
  command: ObservedCommand,
  metadata: EventMetadata,
  handle: (metadata: EventMetadata) => Promise<O>,
): Promise<O> {
  if (observer?.around === undefined) return handle(metadata);
  return observer.around(command, (observed) => handle({ ...observed, ...metadata })) as Promise<O>;
}
