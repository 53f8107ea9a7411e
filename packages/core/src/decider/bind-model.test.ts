import { describe, expect, it } from "vitest";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { CounterModel, counter, counterCodec } from "../test-support/counter.js";
import { bindModel } from "./bind-model.js";

describe("What a decider has from its model", () => {
  it("is its name, category, initial state and commands", () => {
    expect(counter).toMatchObject({
      name: "Counter",
      category: "counter",
      initialState: { count: 0, closed: false },
      commandTypes: ["Count", "Close"],
    });
  });

  it("parses ids", () => {
    expect(counter.parseId("a")).toBe("a");
    expect(() => counter.parseId("")).toThrow("The data of the id of Counter is not valid:\n  (root): ");
    expect(() => counter.parseId(1)).toThrow(InvalidDataError);
  });

  it("parses commands", () => {
    expect(counter.parseCommand({ type: "Count", data: { by: 2 } })).toEqual({ type: "Count", data: { by: 2 } });
    expect(counter.parseCommand({ type: "Close", data: {} })).toEqual({ type: "Close", data: {} });
  });

  it("is an initial state that nobody can change", () => {
    const { initialState } = counter;
    expect(() => Object.assign(initialState, { count: 1 })).toThrow(TypeError);
    const nested = { ...CounterModel, initialState: { list: [{ n: 0 }] } };
    const bound = bindModel<{ list: { n: number }[] }, never, never, never, string>(nested, counterCodec as never);
    expect(() => bound.initialState.list.push({ n: 1 })).toThrow(TypeError);
    expect(() => Object.assign(bound.initialState.list[0] ?? {}, { n: 1 })).toThrow(TypeError);
  });

  it.each([
    [null, "null"],
    [undefined, "undefined"],
    ["Count", "a string"],
    [1, "an integer"],
  ])("refuses %j for a command, and says that it is %s", (command, kind) => {
    expect(() => counter.parseCommand(command as never)).toThrow(InvalidDataError);
    expect(() => counter.parseCommand(command as never)).toThrow(
      `The data of a command to Counter is not valid:\n  (root): is ${kind}, not a command`,
    );
  });

  it.each([null, 1n, undefined, ["Count"]])("refuses a type that is no string (case %#)", (type) => {
    expect(() => counter.parseCommand({ type: type as never, data: {} })).toThrow("is none of Count, Close");
  });

  it.each([
    ["wrong data", "Count", { by: "2" }, "The data of command Count is not valid:\n  by: "],
    ["unknown keys", "Count", { by: 2, to: 3 }, "to: is not a field of the schema"],
    ["data where there is none", "Close", { now: true }, "now: is not a field of the schema"],
    ["no data at all", "Close", undefined, "The data of command Close is not valid"],
    ["an unknown command", "Open", {}, 'type: "Open" is none of Count, Close'],
    ["a name that every object has", "constructor", {}, 'type: "constructor" is none of Count, Close'],
  ])("refuses %s", (_, type, data, message) => {
    expect(() => counter.parseCommand({ type, data })).toThrow(InvalidDataError);
    expect(() => counter.parseCommand({ type, data })).toThrow(message);
  });
});
