import { isDeepStrictEqual } from "node:util";
import type { StoredEvent } from "@factum/core";
import { describeCalls } from "../describe/describe-calls.js";
import { describeDifference } from "../describe/describe-difference.js";
import { describeLog } from "../describe/describe-log.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "../free-checks/check-failure.js";
import type { Checks, ReactionCheck } from "../free-checks/checks.js";
import { nextMillisecond } from "../free-checks/next-millisecond.js";
import { specFailure } from "../spec-failure.js";
import type { EffectCall } from "./effect-call.js";
import type { Handled, ReactionDeliveries } from "./reaction-deliveries.js";

/**
 * What a reaction does for each event, one by one, having checked what must hold because every event comes at least once: it asks
 * for the same with the same key when an event comes again, and fails when an effect does.
 */
export async function checkedReaction<Effects extends object>(
  title: string,
  deliveries: ReactionDeliveries<Effects>,
  events: readonly StoredEvent[],
  checks: Checks<ReactionCheck>,
): Promise<readonly Handled[]> {
  const handled = await deliveries.oneByOne(events).catch((cause: unknown) => {
    throw specFailure({ message: cause instanceof Error ? cause.message : String(cause), cause });
  });
  if (checks.has("same-again")) {
    nextMillisecond();
    const second = await deliveries.oneByOne(events, "another");
    for (const [index, { event, calls }] of handled.entries()) {
      assertSame("same-again", `${title} does something else when this event is delivered again`, event, {
        first: calls,
        again: second[index]?.calls ?? [],
        hint: "Whatever is called cannot tell then that it was asked before. Take everything from the event, and the key from idempotencyKey.",
      });
    }
  }
  if (checks.has("idempotency-key")) for (const each of handled) assertKeyed(title, each);
  if (checks.has("any-split")) await assertAnySplit(title, deliveries, handled);
  if (checks.has("retries")) for (const each of handled) await assertRetries(title, deliveries, each);
  return handled;
}

interface Twice {
  readonly first: readonly EffectCall[];
  readonly again: readonly EffectCall[];
  readonly hint: string;
}

function assertSame(check: ReactionCheck, what: string, event: StoredEvent, { first, again, hint }: Twice): void {
  if (isDeepStrictEqual(first, again)) return;
  throw checkFailure(check, {
    message: [
      `${what}:`,
      indent(describeLog([event])),
      "It did first (-), and then (+)",
      indent(describeDifference(describeCalls(first), describeCalls(again))),
      hint,
    ].join("\n"),
    actual: again,
    expected: first,
  });
}

/** An event's id, or what is made of it, is in every call. */
function assertKeyed(title: string, { event, calls }: Handled): void {
  const lacking = calls.find(({ args }) => !JSON.stringify(args, bigintsAsText).includes(event.eventId));
  if (lacking === undefined) return;
  throw checkFailure("idempotency-key", {
    message: [
      `${title} gives ${lacking.effect} no idempotency key for`,
      indent(describeLog([event])),
      "It called",
      indent(describeCalls([lacking])),
      "Asked twice, it would happen twice. Give it the idempotencyKey of the context.",
    ].join("\n"),
  });
}

async function assertAnySplit<Effects extends object>(
  title: string,
  deliveries: ReactionDeliveries<Effects>,
  handled: readonly Handled[],
): Promise<void> {
  const apart = sorted(handled.flatMap(({ calls }) => calls));
  const together = sorted(await deliveries.atOnce(handled.map(({ event }) => event)));
  if (isDeepStrictEqual(apart, together)) return;
  throw checkFailure("any-split", {
    message: [
      `What ${title} does depends on the batches that its events come in.`,
      "One by one (-), and all events at once (+)",
      indent(describeDifference(describeCalls(apart), describeCalls(together))),
      "Streams are handled side by side: keep nothing in variables from one event to the next.",
    ].join("\n"),
    actual: together,
    expected: apart,
  });
}

async function assertRetries<Effects extends object>(
  title: string,
  deliveries: ReactionDeliveries<Effects>,
  { event, calls }: Handled,
): Promise<void> {
  for (const [index, { effect }] of calls.entries()) {
    const again = await deliveries.failing(event, index);
    if (again === undefined) {
      throw checkFailure("retries", {
        message: [
          `${title} takes this event for done, though ${effect} failed:`,
          indent(describeLog([event])),
          "Nobody would try again. Await the effect, and let its error through.",
        ].join("\n"),
      });
    }
    assertSame("retries", `${title} does something else for this event after ${effect} has failed`, event, {
      first: calls,
      again,
      hint: "An event that failed is handled again from its beginning.",
    });
  }
}

function sorted(calls: readonly EffectCall[]): readonly EffectCall[] {
  return calls.toSorted((a, b) => (describeCalls([a]) < describeCalls([b]) ? -1 : 1));
}

function bigintsAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
