import { projectionSpec } from "./pg/projection-spec.js";
import { readModelSpec } from "./read-model-spec.js";
import { at, later } from "./spec-clock.js";
import { givenBell } from "./test-support/bell.js";
import { close, givenDoor, on, open, opened, visitors } from "./test-support/door.js";
import { tally } from "./test-support/tally.js";

// Clocks, free checks by name and reactions are typed too. `tsc` checks it: an expected error that does not come is an error.

givenDoor()(at("2031-01-01T00:00:00Z"), open(), later({ days: 3 }), opened({ by: "ada" }))
  .and(later({ hours: 1, minutes: 30 }), close)
  .when(open());
// @ts-expect-error months have no fixed length
later({ months: 1 });
readModelSpec(visitors)(at("2031-01-01T00:00:00Z"), on("a"), later({ seconds: 1 }));

givenDoor().without("deterministic", "no-lost-events", "state-schema")();
// @ts-expect-error there is no such check
givenDoor().without("purity");
readModelSpec(visitors).without("any-split", "key-from-event")();
// @ts-expect-error a check of deciders
readModelSpec(visitors).without("no-lost-events");
projectionSpec(...tally(() => {})).without("same-again");
// @ts-expect-error a check of read models
projectionSpec(...tally(() => {})).without("row-schema");

const given = givenBell();
const { ring, tellGuard } = given.effects;
given.without("idempotency-key", "retries")();
// @ts-expect-error a check of read models
given.without("key-from-event");
void given().thenReacts(ring({ for: "ada", idempotencyKey: "1" }), tellGuard(1, { key: "1" }));
// @ts-expect-error signals are left out
void given().thenReacts(ring({ for: "ada", idempotencyKey: "1", signal: new AbortController().signal }));
// @ts-expect-error an argument is missing
void given().thenReacts(tellGuard(1));
// @ts-expect-error there is no such effect
given.effects.call;
// @ts-expect-error that is no call
void given().thenReacts({ effect: "call", args: [] });
