import { isDeepStrictEqual } from "node:util";
import { InvalidDataError, type JsonObject, type OutcomeStore, uuidv7 } from "@factum/core";
import fc from "fast-check";
import { expect } from "vitest";
import { anyJsonObject } from "../any-json.js";
import { newStream } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { rejected } from "./make.js";

/** Outcomes come back exactly, or are refused. */
export function outcomeTests(store: () => OutcomeStore): void {
  describe("an outcome", () => {
    it("of any kind comes back exactly, found and told, or is refused", async () => {
      await fc.assert(
        fc.asyncProperty(anyJsonObject, async (outcome) => {
          const back = await roundTrip(outcome);
          return back === "refused" || back.every((each) => isDeepStrictEqual(each, outcome));
        }),
        { numRuns: 200 },
      );
    });

    const refused: Record<string, unknown> = {
      "-0": -0,
      "\\u0000": "a\u0000b",
      "a lone surrogate": "a\ud83d",
      NaN: Number.NaN,
      "a date": new Date(0),
    };
    for (const [name, value] of Object.entries(refused)) {
      it(`is refused, and nothing remembered: ${name}`, async () => {
        expect(await roundTrip({ value } as JsonObject)).toBe("refused");
      });
    }

    it("is nobody's to change: neither what was settled nor what was found or told", async () => {
      const place = { streamId: newStream(), commandId: uuidv7() };
      const outcome = { list: [1] };
      const command = rejected(place, outcome);
      await store().settle(command);
      outcome.list.push(2);
      const found = await store().find(place.streamId, place.commandId);
      (found as typeof outcome).list.push(3);
      const told = await store().settle(command);
      expect(told).toEqual({ status: "remembered", outcome: { list: [1] } });
      (told as unknown as { readonly outcome: typeof outcome }).outcome.list.push(4);
      expect(await store().find(place.streamId, place.commandId)).toEqual({ list: [1] });
    });

    async function roundTrip(outcome: JsonObject): Promise<readonly unknown[] | "refused"> {
      const place = { streamId: newStream(), commandId: uuidv7() };
      try {
        await store().settle(rejected(place, outcome));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidDataError);
        expect(await store().find(place.streamId, place.commandId)).toBeUndefined();
        return "refused";
      }
      const told = await store().settle(rejected(place, {}));
      return [await store().find(place.streamId, place.commandId), "outcome" in told ? told.outcome : undefined];
    }
  });
}
