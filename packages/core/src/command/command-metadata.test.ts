import { describe, expect, it } from "vitest";
import { recordedEvent } from "../codec/recorded-event.js";
import { counter, counterCodec } from "../test-support/counter.js";
import { count } from "../test-support/counter-commands.js";
import { fromAToB, move, moving } from "../test-support/move.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { watchedCounter } from "../test-support/watched-counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { causedBy } from "./caused-by.js";
import { metadataOf } from "./command-metadata.js";
import { createCommandHandler } from "./handle-command.js";

describe("The metadata of a command's events", () => {
  const commandId = uuidv7();
  it.each([
    ["nothing if nothing is said", {}, {}],
    ["the command's id, which is the conversation's too", { commandId }, { commandId, correlationId: commandId }],
    [
      "the conversation that the caller names",
      { commandId, correlationId: "conversation" },
      { commandId, correlationId: "conversation" },
    ],
    [
      "the conversation that further metadata name, before the command's own id",
      { commandId, metadata: { correlationId: "conversation" } },
      { commandId, correlationId: "conversation" },
    ],
    [
      "its own id, whatever further metadata say: those of an event that were handed on, perhaps",
      { commandId, metadata: { commandId: uuidv7(), correlationId: "conversation" } },
      { commandId, correlationId: "conversation" },
    ],
    [
      "no id of a command that has none, whatever event's metadata were handed on",
      { metadata: { commandId: uuidv7(), tenant: 7 } },
      { tenant: 7 },
    ],
    ["actor and cause", { actor: "ada", causationId: "cause" }, { actor: "ada", causationId: "cause" }],
    [
      "further metadata, behind what is named",
      { actor: "ada", metadata: { actor: "bela", tenant: { id: 7 } } },
      { actor: "ada", tenant: { id: 7 } },
    ],
  ])("are %s", (_, origin, metadata) => {
    expect(metadataOf(origin)).toStrictEqual(metadata);
  });

  it("reach every event, and a joint decision's too", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const origin = { actor: "ada", causationId: "cause", correlationId: "conversation" };
    await handle(counter, "a", count(5), { ...origin, metadata: { tenant: 7 } });
    await handle.together(moving, fromAToB, move(2), { ...origin, metadata: { tenant: 7 } });
    const events = await store.readBatch({ after: 0, upTo: 3, limit: 3 });
    expect(events.map(({ metadata }) => metadata)).toEqual(Array.from({ length: 3 }, () => ({ ...origin, tenant: 7 })));
  });

  it("keep a key __proto__ as what it is, a key: nothing is inherited from it", async () => {
    const store = new ProbedStore();
    const metadata = JSON.parse('{ "__proto__": { "actor": "mallory" } }');
    await createCommandHandler({ store })(counter, "a", count(), { commandId, metadata });
    const [event] = await store.readBatch({ after: 0, upTo: 1, limit: 1 });
    expect(event?.metadata.actor).toBeUndefined();
    expect(Object.keys(event?.metadata ?? {})).toContain("__proto__");
  });

  it.each<[string, object, string]>([
    ["a number for an actor", { actor: 7 }, "actor"],
    ["a lone surrogate in a name", { correlationId: "\ud800" }, "correlationId"],
    ["\\u0000 in a cause", { causationId: "a\0b" }, "causationId"],
    ["null", { metadata: null }, "metadata"],
    ["an array", { metadata: [] }, "metadata"],
    ["a text", { metadata: "tenant" }, "metadata"],
    ["-0", { metadata: { deep: [{ zero: -0 }] } }, "metadata.deep[0].zero"],
    ["a lone surrogate", { metadata: { tenant: "\udc00" } }, "metadata.tenant"],
    ["a lone surrogate in a key", { metadata: { "\ud800": 1 } }, "metadata"],
    ["a date", { metadata: { at: new Date(0) } }, "metadata.at"],
  ])("are refused before anything is decided if they hold %s", async (_, origin, path) => {
    const { decider, commands } = watchedCounter();
    const handle = createCommandHandler({ store: new ProbedStore() });
    const refused = {
      code: "invalid-data",
      issues: [expect.objectContaining({ path: expect.stringContaining(path) })],
    };
    await expect(handle(decider, "a", count(), origin)).rejects.toMatchObject(refused);
    await expect(handle.together(moving, fromAToB, move(1), origin)).rejects.toMatchObject(refused);
    expect(commands).toEqual([]);
  });

  it("are refused with a sentence for each of them that cannot be stored", () => {
    const wrong = { actor: 7, correlationId: "a\0b", metadata: "tenant" } as object;
    expect(() => metadataOf(wrong)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("the options of a command"),
        issues: [
          { path: "actor", message: "is 7, not a string" },
          { path: "correlationId", message: expect.stringContaining("u0000") },
          { path: "metadata", message: 'is "tenant", not an object' },
        ],
      }),
    );
  });
});

describe("A command that an event has caused", () => {
  const stored = (metadata: object) =>
    recordedEvent(
      {
        eventId: "e",
        type: "Closed",
        schemaVersion: 1,
        data: {},
        metadata: { ...metadata },
        position: 1,
        streamId: "counter-a",
        version: 1,
        recordedAt: "2030-01-01T00:00:00.000Z",
      },
      counterCodec,
    );

  it("goes on with the event's conversation, and names the event as its cause", () => {
    const event = stored({ correlationId: "conversation", causationId: "earlier", commandId: uuidv7(), actor: "ada" });
    expect(causedBy(event)).toEqual({ correlationId: "conversation", causationId: "e" });
  });

  it("begins a conversation of the event if that is in none", () => {
    expect(causedBy(stored({}))).toEqual({ correlationId: "e", causationId: "e" });
  });
});
