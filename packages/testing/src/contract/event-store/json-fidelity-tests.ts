import { isDeepStrictEqual } from "node:util";
import { type EventStore, InvalidDataError, type JsonObject, type JsonValue } from "@factum/core";
import fc from "fast-check";
import { expect } from "vitest";
import { anyJsonObject } from "../any-json.js";
import { describe, it } from "../runner.js";
import { newEvent, newStream, readAll } from "./make.js";

/** Data and metadata come back exactly, or are refused. */
export function jsonFidelityTests(store: () => EventStore): void {
  describe("data", () => {
    const exact: Record<string, JsonValue> = {
      "the largest safe integer": Number.MAX_SAFE_INTEGER,
      "the smallest safe integer": Number.MIN_SAFE_INTEGER,
      "2^53 and its neighbours": [2 ** 53, 2 ** 53 + 2, 2 ** 53 - 1],
      "the largest double": Number.MAX_VALUE,
      "1e308": 1e308,
      "the smallest double": 5e-324,
      "the smallest normal double": 2.2250738585072014e-308,
      "fractions that decimals cannot say": [0.1, 0.1 + 0.2, 1 / 3, 1e21, 1e-7, 123456789.12345679],
      "every JSON literal": [null, true, false, 0, "", [], {}],
      "an empty key": { "": { "": 1 } },
      "the key __proto__": JSON.parse('{"__proto__":{"polluted":true}}') as JsonObject,
      "the keys constructor and toString": { constructor: 1, toString: "x", hasOwnProperty: null },
      "keys that look like numbers": { "10": "a", "9": "b", "-1": "c" },
      "text in many scripts": "Größe, 尺寸, גודל, 😀, e\u0301, \u200d",
      "the noncharacters and controls that JSON may hold": "\u0001\u001f\u007f\ufffe\uffff\u2028\u2029",
      "quotes and backslashes": "'\"\\\\u0000\\\\n\\",
      "what looks like a date": "2030-01-01T00:00:00.000Z",
      "a text of a megabyte": "x".repeat(1_000_000),
      "150 levels of nesting": nested(150),
    };
    for (const [name, value] of Object.entries(exact)) {
      it(`comes back exactly: ${name}`, async () => {
        expect(await roundTrip({ value })).toStrictEqual({ value });
      });
    }

    const refused: Record<string, unknown> = {
      "-0": -0,
      "\\u0000 in a string": "a\u0000b",
      "\\u0000 in a key": { "a\u0000b": 1 },
      "a lone high surrogate": "a\ud83d",
      "a lone low surrogate": "\ude00a",
      "a lone surrogate in a key": { "\ud83d": 1 },
      infinity: Infinity,
      NaN: NaN,
      "10,000 levels of nesting": nested(10_000),
      "a value that holds itself": holdingItself(),
    };
    for (const [name, value] of Object.entries(refused)) {
      it(`is refused, and nothing stored: ${name}`, async () => {
        expect(await roundTrip({ value: value as JsonValue })).toBe("refused");
      });
    }

    it("loses properties that are undefined, and nothing else", async () => {
      expect(await roundTrip({ a: undefined, b: { c: undefined, d: 1 } } as unknown as JsonObject)).toStrictEqual({
        b: { d: 1 },
      });
    });

    it("of any kind comes back exactly, or is refused", async () => {
      await fc.assert(
        fc.asyncProperty(anyJsonObject, async (data) => {
          const back = await roundTrip(data);
          return back === "refused" || isDeepStrictEqual(back, data);
        }),
        { numRuns: 300 },
      );
    });

    it("is nobody's to change: neither what was appended nor what was read", async () => {
      const streamId = newStream();
      const data = { list: [1] };
      await store().append({ streamId, expectedVersion: 0, events: [newEvent(data)] });
      data.list.push(2);
      const [read] = await readAll(store(), streamId);
      (read as unknown as { data: typeof data }).data.list.push(3);
      expect((await readAll(store(), streamId))[0]?.data).toEqual({ list: [1] });
    });

    async function roundTrip(data: JsonObject): Promise<JsonObject | "refused"> {
      const streamId = newStream();
      const event = { ...newEvent(data), metadata: { copy: data } };
      try {
        await store().append({ streamId, expectedVersion: 0, events: [event] });
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidDataError);
        expect(await readAll(store(), streamId)).toEqual([]);
        return "refused";
      }
      const [stored] = await readAll(store(), streamId);
      expect(isDeepStrictEqual(stored?.metadata.copy, stored?.data)).toBe(true);
      return stored?.data ?? {};
    }
  });
}

function nested(levels: number): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

function holdingItself(): unknown {
  const value: Record<string, unknown> = {};
  value.a = value;
  value.b = [value, value];
  return value;
}
