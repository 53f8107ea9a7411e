import { isDeepStrictEqual } from "node:util";
import { InvalidDataError, type JsonValue, type SnapshotStore } from "@factum/core";
import fc from "fast-check";
import { expect } from "vitest";
import { anyJson } from "../any-json.js";
import { newStream } from "../event-store/make.js";
import { describe, it } from "../runner.js";

/** States come back exactly, or are refused. */
export function stateTests(store: () => SnapshotStore): void {
  describe("a state", () => {
    const exact: Record<string, JsonValue> = {
      null: null,
      "a boolean": false,
      zero: 0,
      "an empty string": "",
      "an empty array": [],
      "an array of strings": ["a", "b"],
      "text that looks like JSON": '{"a":1}',
      "big and small numbers": [Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, 5e-324, 0.1 + 0.2],
      "the key __proto__": JSON.parse('{"__proto__":{"polluted":true},"constructor":1}') as JsonValue,
      "a text of a megabyte": "x".repeat(1_000_000),
    };
    for (const [name, state] of Object.entries(exact)) {
      it(`comes back exactly: ${name}`, async () => {
        expect(await roundTrip(state)).toStrictEqual({ state });
      });
    }

    const refused: Record<string, unknown> = {
      "-0": [-0],
      "\\u0000 in a string": { a: "a\u0000b" },
      "\\u0000 in a key": { "a\u0000b": 1 },
      "a lone surrogate": "a\ud83d",
      "a lone surrogate in a key": { "\ud83d": 1 },
      NaN: Number.NaN,
      undefined: undefined,
      "a date": { at: new Date(0) },
      "a map": new Map(),
    };
    for (const [name, state] of Object.entries(refused)) {
      it(`is refused, and nothing saved: ${name}`, async () => {
        expect(await roundTrip(state as JsonValue)).toBe("refused");
      });
    }

    it("of any kind comes back exactly, or is refused", async () => {
      await fc.assert(
        fc.asyncProperty(anyJson, async (state) => {
          const back = await roundTrip(state);
          return back === "refused" || isDeepStrictEqual(back, { state });
        }),
        { numRuns: 300 },
      );
    });

    async function roundTrip(state: JsonValue): Promise<{ readonly state: JsonValue } | "refused"> {
      const streamId = newStream();
      try {
        await store().save(streamId, "k", { version: 1, position: 1, state });
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidDataError);
        expect(await store().load(streamId, "k")).toBeUndefined();
        return "refused";
      }
      const loaded = await store().load(streamId, "k");
      if (loaded === undefined) throw new TypeError("The snapshot is gone.");
      return { state: loaded.state };
    }
  });
}
