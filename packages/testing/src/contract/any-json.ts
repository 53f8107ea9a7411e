import type { JsonObject, JsonValue } from "@factum/core";
import fc from "fast-check";

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("a", "'", '"', "\\", "\n", "\ud83d\ude00", "\u2028", "\uffff") }),
  fc.constantFrom("", "__proto__", "constructor", "\u0000", "\ud83d", "\ude00", "1"),
);

const number = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 2 ** 53, 2 ** 53 + 2, 1e308, Number.MAX_VALUE, 5e-324, 1e21, 1e-7),
);

/** Whatever JSON can say, what Postgres cannot store (`-0`, `\u0000`, lone surrogates) and what trips JavaScript among it. */
export const { value: anyJson } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(text, tie("value"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

export const anyJsonObject: fc.Arbitrary<JsonObject> = fc.dictionary(text, anyJson, {
  maxKeys: 5,
  noNullPrototype: true,
});
