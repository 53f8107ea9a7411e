import { aggregate } from "@factum/core/model";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { plainCopy } from "./plain-copy.js";
import { stateWord, stateWords } from "./state-word.js";

function modelOf<State extends z.ZodType>(state: State, initialState: z.output<NoInfer<State>>) {
  return aggregate("Thing", { id: z.string(), state, initialState, events: {}, commands: {} });
}

describe("A state in a word", () => {
  it("is the value that its union is discriminated by", () => {
    const none = z.object({ status: z.literal("none") });
    const rest = z.object({ status: z.enum(["on", "off"]), at: z.number() });
    const model = modelOf(z.discriminatedUnion("status", [none, rest]), { status: "none" });
    expect(stateWords(model)).toEqual({ field: "status", words: ["none", "on", "off"] });
    expect(stateWord(model, { status: "off", at: 1 }, 3)).toBe("off");
  });

  it("is the value of its one field that is an enum", () => {
    const one = modelOf(z.object({ mood: z.enum(["good", "bad"]), name: z.string() }), { mood: "bad", name: "" });
    expect(stateWords(one)).toEqual({ field: "mood", words: ["good", "bad"] });
    expect(stateWord(one, { mood: "good", name: "x" }, 0)).toBe("good");
  });

  it("says else whether anything has happened yet", () => {
    const list = modelOf(z.array(z.string()), []);
    expect(stateWords(list)).toEqual({ words: ["at first", "later"] });
    expect([stateWord(list, [], 0), stateWord(list, [], 2)]).toEqual(["at first", "later"]);
    const two = modelOf(z.object({ a: z.enum(["x"]), b: z.enum(["y"]) }), { a: "x", b: "y" });
    expect(stateWords(two).words).toEqual(["at first", "later"]);
  });

  it("is never an error, whatever the state", () => {
    const model = modelOf(z.object({ mood: z.enum(["good"]) }), { mood: "good" });
    expect([stateWord(model, null, 1), stateWord(model, {}, 1)]).toEqual(["undefined", "undefined"]);
  });
});

describe("A plain copy", () => {
  it("is what JSON holds of a value, and text where it holds nothing", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(plainCopy({ a: [1n, undefined], b: undefined })).toEqual({ a: ["1n", null] });
    expect([plainCopy(undefined), plainCopy(cycle)]).toEqual(["undefined", "(no JSON)"]);
  });
});
