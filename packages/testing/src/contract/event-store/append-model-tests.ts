import { type Append, type AppendOutcome, type EventStore, type ExpectedVersion, uuidv7 } from "@factum/core";
import fc from "fast-check";
import { expect } from "vitest";
import { describe, it } from "../runner.js";
import { AppendModel } from "./append-model.js";
import { eventIdsOf, newEvents, newStream, readAll } from "./make.js";

/** A call, and what it must come to. */
interface PlannedCall {
  /** Whether it is an `appendAll`. */
  readonly together: boolean;
  readonly appends: readonly Append[];
  readonly outcomes: readonly Omit<AppendOutcome, "position">[];
}

/** Random sequences of appends, compared with a model of the log. */
export function appendModelTests(store: () => EventStore, runs: number): void {
  describe("any sequence of append and appendAll comes to what the model says", () => {
    it("if each waits for the one before", () =>
      holds(async (calls) => {
        const outcomes: (readonly AppendOutcome[])[] = [];
        for (const call of calls) outcomes.push(await perform(call));
        return outcomes;
      }));

    it("if none waits for another", () => holds((calls) => Promise.all(calls.map(perform))));

    function holds(performAll: (calls: readonly PlannedCall[]) => Promise<(readonly AppendOutcome[])[]>) {
      return fc.assert(
        fc.asyncProperty(fc.array(anyCall, { maxLength: 12 }), async (sketches) => {
          const streams = [newStream(), newStream(), newStream()];
          const model = new AppendModel();
          const calls = plan(sketches, streams, model);
          const outcomes = await performAll(calls);

          const stored = new Map<string, number[]>();
          for (const streamId of streams) {
            const events = await readAll(store(), streamId);
            expect(eventIdsOf(events)).toEqual(model.eventIdsIn(streamId));
            stored.set(
              streamId,
              events.map(({ position }) => position),
            );
          }
          const expected = calls.map(({ appends, outcomes }) =>
            outcomes.map(({ status, version }, index): AppendOutcome => {
              const append = appends[index];
              const isThere = status === "duplicate" || (status === "stored" && append?.events.length !== 0);
              const position = isThere ? (stored.get(append?.streamId ?? "")?.[version - 1] ?? NaN) : 0;
              return { status, version, position };
            }),
          );
          expect(outcomes).toEqual(expected);
        }),
        { numRuns: runs },
      );
    }

    async function perform({ together, appends }: PlannedCall): Promise<readonly AppendOutcome[]> {
      const [first] = appends;
      return together || first === undefined ? store().appendAll(appends) : [await store().append(first)];
    }
  });
}

const EXPECTATIONS = ["right", "right", "right", "behind", "ahead", "any", "no-stream", "stream-exists"] as const;

/** An append to be made once the versions are known, or one that was made before, sent again. */
const anyAppend = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      stream: fc.nat(2),
      expectation: fc.constantFrom(...EXPECTATIONS),
      size: fc.nat(3),
      appendId: fc.constantFrom("none", "none", "new", "new", "known"),
      known: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ repeats: fc.nat() }) },
);

const anyCall = fc.oneof(
  { weight: 3, arbitrary: fc.record({ together: fc.constant(false), appends: fc.tuple(anyAppend) }) },
  { weight: 4, arbitrary: fc.record({ together: fc.constant(true), appends: fc.array(anyAppend, { maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ repeats: fc.nat() }) },
);

type Sketch<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

function plan(
  sketches: readonly Sketch<typeof anyCall>[],
  streams: readonly string[],
  model: AppendModel,
): PlannedCall[] {
  const calls: PlannedCall[] = [];
  for (const sketch of sketches) {
    const call = "repeats" in sketch ? calls[sketch.repeats % calls.length] : makeCall(sketch);
    if (call !== undefined) calls.push({ ...call, outcomes: model.perform(call.appends) });
  }
  return calls;

  function makeCall({ together, appends }: { together: boolean; appends: readonly Sketch<typeof anyAppend>[] }) {
    const made: Append[] = [];
    const before = calls.flatMap((call) => call.appends);
    for (const sketch of appends) {
      const append = "repeats" in sketch ? before[sketch.repeats % before.length] : makeAppend(sketch, made);
      if (append !== undefined) made.push(append);
    }
    return together || made.length > 0 ? { together, appends: made } : undefined;
  }

  /** @param made what the same call holds before it */
  function makeAppend(
    sketch: Exclude<Sketch<typeof anyAppend>, { readonly repeats: number }>,
    made: readonly Append[],
  ): Append {
    const streamId = streams[sketch.stream] ?? "";
    const beside = made.filter(isTo(streamId));
    const added = beside.flatMap(({ events }) => events);
    const version = model.eventIdsIn(streamId).length + added.length;
    return {
      streamId,
      expectedVersion: expectedVersion(sketch.expectation, version),
      events: newEvents(sketch.size),
      ...appendIdFor(sketch, [...calls.flatMap(({ appends }) => appends.filter(isTo(streamId))), ...beside]),
    };
  }

  /** @param others appends to the same stream, whose ids are known */
  function appendIdFor(
    { appendId, known }: { readonly appendId: string; readonly known: number },
    others: readonly Append[],
  ): Pick<Append, "appendId"> {
    if (appendId === "none") return {};
    const ids = others.flatMap((append) => append.appendId ?? []);
    return { appendId: (appendId === "known" ? ids[known % ids.length] : undefined) ?? uuidv7() };
  }
}

const isTo =
  (streamId: string) =>
  (append: Append): boolean =>
    append.streamId === streamId;

function expectedVersion(expectation: (typeof EXPECTATIONS)[number], version: number): ExpectedVersion {
  switch (expectation) {
    case "right":
      return version;
    case "behind":
      return Math.max(0, version - 1);
    case "ahead":
      return version + 1;
    default:
      return expectation;
  }
}
