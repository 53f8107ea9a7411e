import { readFileSync } from "node:fs";
import { createEventCodec, NotImplementedError } from "@factum/core";
import { event } from "@factum/core/model";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  givenMeter,
  Install,
  type MeterDecider,
  type MeterEvent,
  MeterModel,
  meter,
  Read,
  type ReaderId,
} from "../test-support/meter.js";
import { anyCommand, anyEvent } from "./any-message.js";
import { deciderProperties } from "./decider-properties.js";

const { decide, evolve } = meter;

describe("A sound decider", () => {
  for (const { name, check } of deciderProperties(givenMeter())) it(name, check);
});

/** The properties that do not hold of a changed meter, and how the first of them fails. */
function failures(changed: Parameters<typeof givenMeter>[0], model?: typeof MeterModel) {
  const failed = deciderProperties(givenMeter(changed, model)).flatMap(({ name, check }) => {
    try {
      check();
      return [];
    } catch (error) {
      return [{ name, message: (error as Error).message }];
    }
  });
  return { names: failed.map(({ name }) => name), message: failed[0]?.message ?? "" };
}

describe("A failure tells the smallest case as a spec, which is pasted here, is type-checked, and fails in the same way:", () => {
  const full: MeterDecider["decide"] = (state, command, context) => {
    if (state.values.length === 2) throw new Error("the meter is full");
    return decide(state, command, context);
  };
  const late: MeterDecider["decide"] = (state, command, context) => {
    if (context.now > "2030-02" && state.values.length > 0) throw new Error("too late");
    return decide(state, command, context);
  };
  const given = givenMeter({ decide: full });

  it("commands, then the one that fails", () => {
    const { names, message } = failures({ decide: full });
    expect(names).toEqual(["decides on every command in every state, and throws nothing"]);
    expect(message).toMatch(/^Meter: "decides on every [^"]*" does not hold\n {2}the meter is full\nAs a spec\n/);
    expect(message).toMatch(/\nAgain, with these options\n {2}\{ seed: -?\d+, path: "[\d:]+" \}$/);
    const pasted = () => {
      given(Install({ by: "4def1e6b-0000-7000-8000-000000000002" as ReaderId }), Read({ value: 0 }), Read({ value: 0 }))
        .when(Install({ by: "4def1e6b-0000-7000-8000-000000000002" as ReaderId }))
        .thenNothing(); // or what it should lead to
    };
    expect(stands(message)).toBe(true);
    expect(pasted).toThrow("the meter is full");
  });

  it("a command at another time", () => {
    const { message } = failures({ decide: late });
    const given = givenMeter({ decide: late });
    const pasted = () => {
      given(Install({ by: "4def1e6b-0000-7000-8000-000000000002" as ReaderId }), Read({ value: 0 }))
        .when(Read({ value: 0 }), { now: "2031-02-05T00:00:00.000Z" })
        .thenNothing(); // or what it should lead to
    };
    expect(stands(message)).toBe(true);
    expect(pasted).toThrow("too late");
  });

  /** Whether the code of the message stands in this file, between spaces. */
  function stands(message: string): boolean {
    const code = /\nAs a spec\n(.*)\nAgain/s.exec(message)?.[1] ?? "?";
    const bare = (text: string) => text.replace(/\s+/g, " ").replaceAll("( ", "(").replaceAll(", )", ")");
    return bare(readFileSync(import.meta.filename, "utf8")).includes(bare(code).trim());
  }

  it("is run again alone by its seed and path", () => {
    const { message } = failures({ decide: full });
    const [, seed, path = ""] = /seed: (-?\d+), path: "([\d:]+)"/.exec(message) ?? [];
    let asked = 0;
    const counted: MeterDecider["decide"] = (state, command, context) => {
      asked++;
      return full(state, command, context);
    };
    const [again] = deciderProperties(givenMeter({ decide: counted }), { seed: Number(seed), path });
    expect(() => again?.check()).toThrow("the meter is full");
    expect(asked).toBeLessThan(100);
  });
});

describe("What does not hold of", () => {
  it("a decision that throws: that alone, and no other property fails with it", () => {
    expect(
      failures({
        decide: () => {
          throw new Error("no");
        },
      }).names,
    ).toEqual(["decides on every command in every state, and throws nothing"]);
  });

  it("an event that the command does not declare", () => {
    const changed: MeterDecider["decide"] = (state, command, context) =>
      command.type === "Read"
        ? [{ type: "Installed", data: { by: crypto.randomUUID() as ReaderId } }]
        : decide(state, command, context);
    expect(failures({ decide: changed }).message).toContain(
      "Read led to Installed, which is not declared: its `emits` has WasRead.",
    );
  });

  it("a rejection that the command does not declare", () => {
    const refusal = { kind: "rejection", name: "NotInstalled", message: "", data: {} } as const;
    const changed: MeterDecider["decide"] = (state, command, context) =>
      command.type === "Install" ? refusal : decide(state, command, context);
    expect(failures({ decide: changed }).message).toContain(
      "Install was rejected with NotInstalled, which is not declared: its `rejects` has nothing.",
    );
  });

  it("a rejection whose data do not fit", () => {
    const refusal = { kind: "rejection", name: "RunsBackwards", message: "", data: { last: 0.5, at: 1 } } as const;
    expect(failures({ decide: (_state, { type }) => (type === "Read" ? refusal : []) }).message).toMatch(
      /The data of RunsBackwards \{ last: 0\.5, at: 1 \} do not fit:\n {4}last: .*\n {4}at: is not a field of the schema\n/,
    );
  });

  it("a state beside its schema, however deep in a history", () => {
    const changed: MeterDecider["evolve"] = (state, happened) => {
      const next = evolve(state, happened);
      return next.values.length === 3 ? { ...next, values: [-1] } : next;
    };
    const { names, message } = failures({ evolve: changed });
    expect(names).toEqual(["reaches only states that fit the state's schema"]);
    expect(message).toContain(
      "Meter's state after WasRead does not fit the state schema of its model:\n    values.0: ",
    );
    expect(message.match(/Read\(/g)).toHaveLength(3);
  });

  it("a fold that no command has led to yet", () => {
    const changed: MeterDecider["evolve"] = (state, happened) => {
      if (happened.type === "WasRead" && !state.isInstalled) throw new Error("not installed");
      return evolve(state, happened);
    };
    const { names, message } = failures({ evolve: changed });
    expect(names).toEqual([
      "folds any events in any order, and throws nothing",
      "reads events of every older schema version, and folds them",
    ]);
    expect(message).toMatch(/As a spec\n {2}given\(WasRead\(\{ value: 0, on: "\d{4}-\d\d-\d\d" \}\)\);/);
  });

  it("a decision that changes its state in place, and one that depends on what it did before", () => {
    const name = "decides and folds the same when asked again, and changes nothing in place, and loses no event";
    const pushing: MeterDecider["decide"] = (state, command, context) => {
      (state.values as number[]).push(0);
      return decide(state, command, context);
    };
    expect(failures({ decide: pushing })).toMatchObject({
      names: [name],
      message: expect.stringContaining("changes what it was given, in place"),
    });
    let asked = 0;
    const counting: MeterDecider["decide"] = (state, command, context) =>
      ++asked % 2 === 0 ? [] : decide(state, command, context);
    expect(failures({ decide: counting }).names).toContain(name);
  });

  it("an upcaster that makes no valid data: it tells what was stored", () => {
    const versions = event({ value: z.int() }).next({ value: z.int(), on: z.iso.date() }, (v1) => ({ ...v1, on: "" }));
    const model = { ...MeterModel, eventDefinitions: { ...MeterModel.eventDefinitions, WasRead: versions } };
    const { names, message } = failures({ codec: createEventCodec<MeterEvent>(model) }, model);
    expect(names).toEqual(["reads events of every older schema version, and folds them"]);
    expect(message).toMatch(/stored event WasRead \(schema version 1, upcast to 2\)[\s\S]*on: /);
    expect(message).toContain("// stored: WasRead (schema version 1) { value: 0 }");
  });
});

it("A handler that is still a stub says nothing", () => {
  const stub = (): never => {
    throw new NotImplementedError("Meter.Read");
  };
  const changed: MeterDecider["decide"] = (state, command, context) =>
    command.type === "Read" ? stub() : decide(state, command, context);
  expect(failures({ decide: changed, evolve: stub }).names).toEqual([]);
});

it("A model without commands or events has properties that hold", () => {
  const model = { ...MeterModel, eventDefinitions: {}, commandDefinitions: {} };
  for (const { check } of deciderProperties(givenMeter({ commandTypes: [] }, model))) check();
  expect(() => anyCommand(givenMeter({}, model))).toThrow(new TypeError("Meter has no commands."));
  expect(() => anyEvent(givenMeter({}, model))).toThrow(new TypeError("Meter has no events."));
});

it("A model without older versions has no property about them", () => {
  const model = {
    ...MeterModel,
    eventDefinitions: { Installed: event({ by: z.string() }), WasRead: event({ value: z.int(), on: z.string() }) },
  };
  expect(deciderProperties(givenMeter({}, model))).toHaveLength(deciderProperties(givenMeter()).length - 1);
});
