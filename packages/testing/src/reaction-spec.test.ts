import { randomUUID } from "node:crypto";
import { createEventCodec } from "@factum/core";
import { aggregate, event } from "@factum/core/model";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { like } from "./like.js";
import { reactionSpec } from "./reaction-spec.js";
import { at, later } from "./spec-clock.js";
import { specId } from "./spec-values.js";
import { streamOf } from "./stream-of.js";
import { type BellEffects, bell, bellHandlers, givenBell } from "./test-support/bell.js";
import { closed, locked, on, opened } from "./test-support/door.js";
import { failureOfAsync } from "./test-support/failure-of.js";

const given = givenBell();
const { ring, tellGuard } = given.effects;
const ada = opened({ by: "ada" });
const eve = opened({ by: "eve" });

describe("A reaction's spec holds", () => {
  it("if it made the very calls, event by event, signals aside", async () => {
    await given(on("a", ada, locked(7)), on("b", eve)).thenReacts(
      ring({ for: "ada", idempotencyKey: specId(1) }),
      tellGuard(7, { key: `guard-${specId(2)}` }),
      ring({ for: "eve", idempotencyKey: specId(3) }),
    );
  });

  it("if it did nothing, and for events that it does not follow", async () => {
    await given().thenNothing();
    await given(on("a", closed)).thenNothing();
    await given(on("a", closed)).thenReacts();
  });

  it("with like, as far as it asks", async () => {
    await given(on("a", ada)).thenReacts(ring(like({ for: "ada" })));
    await given(on("a", locked(7))).thenReacts(tellGuard(7, like({})));
  });

  it("with effects that answer", async () => {
    const deaf = reactionSpec(bell(), { answers: { tellGuard: async () => ({ heard: false }) } });
    await deaf(on("a", locked(7))).thenReacts(
      tellGuard(7, { key: `guard-${specId(1)}` }),
      ring({ for: "guard", idempotencyKey: specId(1) }),
    );
  });

  it("with the times that the spec's clock showed", async () => {
    const timed = givenBell((effects) => ({
      Opened: ({ data, recordedAt }, { idempotencyKey }) =>
        effects.ring({ for: data.by, at: recordedAt, idempotencyKey }),
    }));
    await timed(at("2031-05-17T08:00:00Z"), on("a", ada), later({ hours: 2 }), on("a", eve)).thenReacts(
      ring(like({ for: "ada", at: "2031-05-17T08:00:00.000Z" })),
      ring(like({ for: "eve", at: "2031-05-17T10:00:00.000Z" })),
    );
    const since = reactionSpec(bell(bellHandlers, { since: "2031-01-01T00:00:00Z" }));
    await since(on("a", ada), at("2031-01-01T00:00:00Z"), on("a", eve)).thenReacts(ring(like({ for: "eve" })));
  });
});

describe("A reaction's spec that does not hold says so:", () => {
  it("other calls than expected, in the spec's place", async () => {
    const failure = await failureOfAsync(
      given(on("a", ada, locked(7))).thenReacts(ring({ for: "eve", idempotencyKey: specId(1) })),
    );
    expect(failure.message).toMatchInlineSnapshot(`
      "Given
        1. door-a: Opened { by: 'ada' }
        2. door-a: Locked { code: 7 }
      Expected DoorBell to call (-), but got (+)
        - ring({ for: 'eve', idempotencyKey: '00000000-0000-7000-8000-000000000001' })
        + ring({ for: 'ada', idempotencyKey: '00000000-0000-7000-8000-000000000001' })
        + tellGuard(7, { key: 'guard-00000000-0000-7000-8000-000000000002' })"
    `);
    expect(failure.expected).toEqual([ring({ for: "eve", idempotencyKey: specId(1) })]);
    expect(failure.stack?.split("\n").find((line) => line.startsWith("    at "))).toContain("reaction-spec.test.ts");
  });

  it("something instead of nothing, and nothing of what like asked for", async () => {
    expect((await failureOfAsync(given(on("a", ada)).thenNothing())).message).toMatchInlineSnapshot(`
      "Given
        1. door-a: Opened { by: 'ada' }
      Expected DoorBell to call (-), but got (+)
        - nothing
        + ring({ for: 'ada', idempotencyKey: '00000000-0000-7000-8000-000000000001' })"
    `);
    expect(
      (await failureOfAsync(given(on("a", ada)).thenReacts(ring(like({ for: "eve" }))))).message,
    ).toMatchInlineSnapshot(`
      "Given
        1. door-a: Opened { by: 'ada' }
      Expected DoorBell to call (-), but got (+), as far as like asks
        - ring({ for: 'eve' })
        + ring({ for: 'ada' })"
    `);
  });

  it("a handler that throws", async () => {
    const broken = givenBell(() => ({
      Opened() {
        throw new TypeError("No such bell");
      },
    }));
    const failure = await failureOfAsync(broken(on("a", ada)).thenNothing());
    expect(failure.message).toMatchInlineSnapshot(
      `"DoorBell could not handle Opened of "door-a" (position 1): No such bell"`,
    );
    expect(failure.cause).toMatchObject({ code: "handler-failed", cause: new TypeError("No such bell") });
  });

  it("a stream that the reaction does not follow", () => {
    const model = aggregate("Window", {
      id: z.string(),
      state: z.object({}),
      initialState: {},
      events: { Broke: event({}) },
      commands: {},
    });
    const onWindow = streamOf(createEventCodec(model));
    expect(() => given(onWindow("w", { type: "Broke", data: {} }))).toThrow('DoorBell follows no events of "window".');
  });
});

describe("Every spec of a reaction finds", () => {
  it("a key that is another one when the event comes again", async () => {
    const random = givenBell((effects) => ({
      Opened: ({ data }) => effects.ring({ for: data.by, idempotencyKey: randomUUID() }),
    }));
    const { message } = await failureOfAsync(random(on("a", ada)).thenReacts(ring(like({ for: "ada" }))));
    expect(message.replaceAll(/'[0-9a-f-]{36}'/g, "<uuid>")).toMatchInlineSnapshot(`
      "DoorBell does something else when this event is delivered again:
        1. door-a: Opened { by: 'ada' }
      It did first (-), and then (+)
        - ring({ for: 'ada', idempotencyKey: <uuid> })
        + ring({ for: 'ada', idempotencyKey: <uuid> })
      Whatever is called cannot tell then that it was asked before. Take everything from the event, and the key from idempotencyKey.
      (A free check. To do without it: given.without("same-again").)"
    `);
    const both = random.without("same-again", "idempotency-key", "any-split", "retries");
    await both(on("a", ada)).thenReacts(ring(like({ for: "ada" })));
  });

  it.each([
    ["at once", (at: () => string) => at().slice(0, 4)],
    ["after it has waited", async (at: () => string) => Promise.resolve().then(at)],
  ])("the time in a call, which its handler takes %s", async (_, take) => {
    const timely = givenBell((effects) => ({
      async Opened({ data }, { idempotencyKey }) {
        const at = await take(() => new Date().toISOString());
        await effects.ring({ for: data.by, at, idempotencyKey });
      },
    }));
    const { message } = await failureOfAsync(timely(on("a", ada)).thenReacts(ring(like({ for: "ada" }))));
    expect(message).toContain("DoorBell does something else when this event is delivered again:");
  });

  it("a call without the event's key", async () => {
    const keyless = givenBell((effects) => ({
      Opened: ({ data }) => effects.ring({ for: data.by, idempotencyKey: data.by }),
    }));
    const calls = ring({ for: "ada", idempotencyKey: "ada" });
    expect((await failureOfAsync(keyless(on("a", ada)).thenReacts(calls))).message).toMatchInlineSnapshot(`
      "DoorBell gives ring no idempotency key for
        1. door-a: Opened { by: 'ada' }
      It called
        ring({ for: 'ada', idempotencyKey: 'ada' })
      Asked twice, it would happen twice. Give it the idempotencyKey of the context.
      (A free check. To do without it: given.without("idempotency-key").)"
    `);
    await keyless.without("idempotency-key")(on("a", ada)).thenReacts(calls);
  });

  it.each([
    ["does not wait for", () => Promise.resolve()],
    ["swallows the failure of", (ring: Promise<void>) => ring.catch(() => {})],
  ])("an effect that its handler %s", async (_, treat) => {
    const careless = givenBell((effects) => ({
      Opened: ({ data }, { idempotencyKey }) => treat(effects.ring({ for: data.by, idempotencyKey })),
    }));
    const calls = ring(like({ for: "ada" }));
    expect((await failureOfAsync(careless(on("a", ada)).thenReacts(calls))).message).toBe(
      [
        "DoorBell takes this event for done, though ring failed:",
        "  1. door-a: Opened { by: 'ada' }",
        "Nobody would try again. Await the effect, and let its error through.",
        '(A free check. To do without it: given.without("retries").)',
      ].join("\n"),
    );
    await careless.without("retries")(on("a", ada)).thenReacts(calls);
  });

  it("something else that is done when an event is tried again", async () => {
    const forgetful = givenBell((effects) => ({
      Opened: async ({ data }, { idempotencyKey, attempt }) => {
        tries++;
        await effects.ring({ for: tries > 1 ? "nobody" : data.by, idempotencyKey: `${idempotencyKey}${attempt}` });
      },
    })).without("same-again", "any-split");
    let tries = 0;
    const failure = await failureOfAsync(forgetful(on("a", ada)).thenReacts(ring(like({ for: "ada" }))));
    expect(failure.message).toMatchInlineSnapshot(`
      "DoorBell does something else for this event after ring has failed:
        1. door-a: Opened { by: 'ada' }
      It did first (-), and then (+)
        - ring({ for: 'ada', idempotencyKey: '00000000-0000-7000-8000-0000000000011' })
        + ring({ for: 'nobody', idempotencyKey: '00000000-0000-7000-8000-0000000000011' })
      An event that failed is handled again from its beginning.
      (A free check. To do without it: given.without("retries").)"
    `);
    tries = 0;
    await forgetful
      .without("retries")(on("a", ada))
      .thenReacts(ring(like({ for: "ada" })));
  });

  it("what depends on the batches that events come in", async () => {
    const remembering = reactionSpec((effects: BellEffects, store) => {
      let last = "nobody";
      return bell(() => ({
        async Opened({ data }, { idempotencyKey }) {
          await Promise.resolve();
          const before = last;
          await Promise.resolve();
          last = data.by;
          await effects.ring({ for: before, idempotencyKey });
        },
      }))(effects, store);
    });
    const calls = [ring({ for: "nobody", idempotencyKey: specId(1) }), ring({ for: "ada", idempotencyKey: specId(2) })];
    const failure = await failureOfAsync(remembering(on("a", ada), on("b", eve)).thenReacts(...calls));
    expect(failure.message).toMatchInlineSnapshot(`
      "What DoorBell does depends on the batches that its events come in.
      One by one (-), and all events at once (+)
        - ring({ for: 'ada', idempotencyKey: '00000000-0000-7000-8000-000000000002' })
          ring({ for: 'nobody', idempotencyKey: '00000000-0000-7000-8000-000000000001' })
        + ring({ for: 'nobody', idempotencyKey: '00000000-0000-7000-8000-000000000002' })
      Streams are handled side by side: keep nothing in variables from one event to the next.
      (A free check. To do without it: given.without("any-split").)"
    `);
    await remembering
      .without("any-split", "retries")(on("a", ada), on("b", eve))
      .thenReacts(...calls);
  });

  it("an event that its schema refuses", () => {
    expect(() => given(on("a", opened({ by: "" })))).toThrow("An event of the history cannot be stored.");
  });

  it("no fault with a reaction that gives up at once", async () => {
    const once = reactionSpec(bell(bellHandlers, { retry: { attempts: 1 } }));
    await once(on("a", ada)).thenReacts(ring(like({ for: "ada" })));
  });
});

it("A free check that there is not cannot be left out", () => {
  expect(() => given.without("retry" as "retries")).toThrow(
    'without is "retry"; give one of event-schema, json-round-trip, idempotency-key, same-again, any-split, retries.',
  );
});
