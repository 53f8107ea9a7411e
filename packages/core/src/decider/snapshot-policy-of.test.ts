import { describe, expect, it } from "vitest";
import { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { aggregate, type SnapshotDefinition } from "../model/index.js";
import { counter } from "../test-support/counter.js";
import { bindModel } from "./bind-model.js";
import { snapshotPolicyOf } from "./snapshot-policy-of.js";

const state = z.object({ count: z.number(), pin: z.string().meta({ secret: true }).optional() });

const modelWith = (snapshots: SnapshotDefinition, schema: z.ZodType = state) =>
  aggregate("Tally", { id: z.string(), state: schema, initialState: {}, snapshots, events: {}, commands: {} });

describe("An aggregate's snapshots", () => {
  it("are as its model says, and reach the decider", () => {
    const policy = snapshotPolicyOf(modelWith({ every: 100, foldVersion: 3 }));
    expect(policy).toMatchObject({ every: 100, key: expect.stringMatching(/^[0-9a-f]{16}\.3$/) });
    const bound = bindModel(modelWith({ every: 100, foldVersion: 3 }), counter.codec as never);
    expect(bound.snapshots).toMatchObject({ every: 100, key: policy?.key });
  });

  it("are not saved unless the model asks for it", () => {
    expect(counter).not.toHaveProperty("snapshots");
  });

  it("have another key for another fold version, which is 1 by default, and for another schema of the state", () => {
    const keyOf = (...of: Parameters<typeof modelWith>) => snapshotPolicyOf(modelWith(...of))?.key;
    const key = keyOf({ every: 1 });
    expect(keyOf({ every: 1, foldVersion: 1 })).toBe(key);
    expect(keyOf({ every: 500 })).toBe(key);
    expect(keyOf({ every: 1 }, state.describe("How far it has come."))).toBe(key);
    expect(keyOf({ every: 1, foldVersion: 2 })).not.toBe(key);
    expect(keyOf({ every: 1 }, state.extend({ closed: z.boolean() }))).not.toBe(key);
  });

  it("are used as they were saved, if they fit the state's schema", () => {
    const policy = snapshotPolicyOf(modelWith({ every: 1 }, z.object({ name: z.string().trim() })));
    const saved = { name: " Ada ", more: 1 };
    expect(policy?.parse(saved)).toBe(saved);
  });

  it("are refused if they do not fit, and nothing secret in them is told", () => {
    const policy = snapshotPolicyOf(modelWith({ every: 1 }));
    const parse = () => policy?.parse({ count: "1", pin: 4711 });
    expect(parse).toThrow(InvalidDataError);
    expect(parse).toThrow(
      /^The data of a snapshot of Tally is not valid:\n {2}count: .*\n {2}pin: is not valid \(its value is secret\)$/,
    );
    for (const corrupt of [undefined, null, 1, "x", [], {}]) expect(() => policy?.parse(corrupt)).toThrow("of Tally");
  });
});
