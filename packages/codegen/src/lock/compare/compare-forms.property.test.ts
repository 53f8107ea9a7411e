import { createEventCodec } from "@factum/core";
import { aggregate, event } from "@factum/core/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Candidate, schemaPairs } from "../../../test-support/schema-pairs.js";
import { readAggregate } from "../../load/evaluate/read-aggregate.js";
import type { LoadedAggregate } from "../../model/loaded-model.js";
import { lockOf } from "../lock-of.js";
import { compareLocks } from "./compare-locks.js";

test("whatever was stored is read as it was, if no change is an error", { timeout: 120_000 }, () => {
  const seen = { changed: 0, read: 0, refused: 0 };
  fc.assert(
    fc.property(schemaPairs(2), fc.infiniteStream(fc.nat()), ([before, after], seeds) => {
      const [was, is] = [modelOf(before), modelOf(after)];
      const changes = compareLocks(lockOfModel(was), lockOfModel(is));
      if (changes.some(({ verdict }) => verdict === "error")) {
        seen.refused += 1;
        return;
      }
      if (changes.length > 0) seen.changed += 1;
      for (const data of storable(before, was, seeds)) {
        const stored = createEventCodec(was).encode({ type: "Happened", data });
        expect(createEventCodec(is).decode(stored, { check: true })).toEqual({ type: "Happened", data });
        seen.read += 1;
      }
    }),
    { numRuns: 2500 },
  );
  // It would hold of nothing, too: so there has to be much of each.
  expect(seen.changed).toBeGreaterThan(200);
  expect(seen.read).toBeGreaterThan(2000);
  expect(seen.refused).toBeGreaterThan(200);
});

test("a form is no change to itself, and the way through a lock file changes nothing", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(schemaPairs(2), ([before]) => {
      const lock = lockOfModel(modelOf(before));
      expect(compareLocks(lock, lock)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

function modelOf({ schema }: Candidate) {
  return aggregate("Training", {
    id: z.uuid().lowercase(),
    state: z.object({}),
    initialState: {},
    events: { Happened: event({ field: schema }) },
    commands: {},
  });
}

function lockOfModel(model: ReturnType<typeof modelOf>) {
  // As the conversation with the evaluating process does.
  return lockOf(JSON.parse(JSON.stringify(readAggregate(model))) as LoadedAggregate, undefined);
}

/** Some values of the field that can be stored: the codec refuses what its schema would change. */
function storable(candidate: Candidate, model: ReturnType<typeof modelOf>, seeds: Iterator<number>) {
  const codec = createEventCodec(model);
  const seed = Number(seeds.next().value);
  return fc.sample(candidate.values, { numRuns: 8, seed }).flatMap((field) => {
    const data = JSON.parse(JSON.stringify({ field })) as { field: unknown };
    try {
      codec.encode({ type: "Happened", data });
      return [data];
    } catch {
      return [];
    }
  });
}
