import {
  createEventRegistry,
  type InCategory,
  type Listener,
  type ListenerStore,
  type ReactionDefinition,
  reaction,
} from "@factum/core";
import type { MakeReaction } from "../reaction/reaction-deliveries.js";
import { reactionSpec } from "../reaction-spec.js";
import { type DoorRecordedEvent, doorCodec } from "./door.js";

// The reaction of this package's own tests: a bell that rings for everybody who comes in, and tells the guard of locked doors.

export type DoorInCategory = InCategory<"door", DoorRecordedEvent>;
export const doorRegistry = createEventRegistry<DoorInCategory>([doorCodec]);

export interface Ring {
  readonly for: string;
  readonly at?: string;
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

export interface BellEffects {
  ring(call: Ring): Promise<void>;
  tellGuard(
    code: number,
    options: { readonly key: string },
    signal?: AbortSignal,
  ): Promise<{ readonly heard: boolean }>;
}

type Handlers = NonNullable<ReactionDefinition<DoorInCategory>["on"]["door"]>;
export type HandlersOf = (effects: BellEffects) => Handlers;

export const bellHandlers: HandlersOf = (effects) => ({
  Opened: ({ data }, { idempotencyKey, signal }) => effects.ring({ for: data.by, idempotencyKey, signal }),
  async Locked({ data, eventId }, { signal }) {
    const answer = await effects.tellGuard(data.code, { key: `guard-${eventId}` }, signal);
    if (answer?.heard === false) await effects.ring({ for: "guard", idempotencyKey: eventId });
  },
});

/** The bell as an application would make it, with other handlers where a test wants some. */
export function bell(
  handlersOf: HandlersOf = bellHandlers,
  definition: Partial<ReactionDefinition<DoorInCategory>> = {},
): MakeReaction<BellEffects> {
  return (effects: BellEffects, store: ListenerStore): Listener =>
    reaction("DoorBell", { events: doorRegistry, on: { door: handlersOf(effects) }, ...definition }, store);
}

export function givenBell(handlersOf: HandlersOf = bellHandlers) {
  return reactionSpec(bell(handlersOf));
}
