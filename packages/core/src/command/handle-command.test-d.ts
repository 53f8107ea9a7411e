import {
  type Command,
  createCommandHandler,
  type Decider,
  type JointDecider,
  type JointlyAccepted,
  MemoryEventStore,
  type Rejection,
} from "../index.js";
import { type CounterDecider, type CounterEvent, type CounterState, counter } from "../test-support/counter.js";

// What whoever decides on several streams gets from the compiler.

type LampId = string & { readonly lamp: true };
interface LampState {
  readonly isOn: boolean;
}
interface LampEvent {
  readonly type: "TurnedOn";
  readonly data: { readonly by: string };
}
type LampDecider = Decider<LampState, Command<"TurnOn", { readonly by: string }>, LampEvent, Rejection<"IsOn">, LampId>;

declare const lamp: LampDecider;
declare const lampId: LampId;
type Light = Command<"Light", { readonly times: number }>;
type TooDark = Rejection<"TooDark", { readonly lumen: number }>;

const handle = createCommandHandler({ store: new MemoryEventStore() });
const light: Light = { type: "Light", data: { times: 2 } };

const lighting: JointDecider<{ meter: CounterDecider; lamp: LampDecider }, Light, TooDark> = {
  name: "Lighting",
  participants: { meter: counter, lamp },
  decide(states, command, context) {
    states.meter satisfies CounterState;
    states.lamp satisfies LampState;
    // @ts-expect-error there is no such part
    states.bulb;
    // @ts-expect-error the lamp counts nothing
    states.lamp.count;
    command.data.times satisfies number;
    context.ids.lamp satisfies LampId;
    context.versions.meter satisfies number;
    // @ts-expect-error there is no such part
    context.versions.bulb;

    if (states.lamp.isOn) return { kind: "rejection", name: "TooDark", message: "It is dark.", data: { lumen: 0 } };
    return {
      meter: [{ type: "Counted", data: { by: 1, key: context.newId() } }],
      lamp: [{ type: "TurnedOn", data: { by: context.actor ?? "nobody" } }],
    };
  },
};

export async function callers(): Promise<void> {
  const outcome = await handle.together(lighting, { meter: "a", lamp: lampId }, light, { actor: "ada" });
  if (outcome.accepted) {
    outcome.events.meter satisfies readonly CounterEvent[] | undefined;
    outcome.events.lamp?.[0]?.data.by satisfies string | undefined;
    outcome.versions.lamp satisfies number;
    outcome satisfies JointlyAccepted<{ meter: CounterDecider; lamp: LampDecider }>;
    // @ts-expect-error a part may have no events
    outcome.events.lamp.length;
    // @ts-expect-error there is no such part
    outcome.events.bulb;
    // @ts-expect-error an accepted command has no rejection
    outcome.rejection;
  } else {
    outcome.rejection.name satisfies "TooDark";
    outcome.rejection.data.lumen satisfies number;
    outcome.versions.meter satisfies number;
    // @ts-expect-error a rejected command has no events
    outcome.events;
  }

  // @ts-expect-error a part is missing
  await handle.together(lighting, { meter: "a" }, light);
  // @ts-expect-error there is no such part
  await handle.together(lighting, { meter: "a", lamp: lampId, bulb: "b" }, light);
  // @ts-expect-error not every string is the id of a lamp
  await handle.together(lighting, { meter: "a", lamp: "b" }, light);
  // @ts-expect-error there is no such command
  await handle.together(lighting, { meter: "a", lamp: lampId }, { type: "Darken", data: { times: 2 } });
  // @ts-expect-error a version of which of them?
  await handle.together(lighting, { meter: "a", lamp: lampId }, light, { expectedVersion: 0 });
}

/** What `decide` may return. */
type Deciding = (typeof lighting)["decide"];

export const nothing: Deciding = () => ({});
export const oneOfThem: Deciding = () => ({ lamp: [{ type: "TurnedOn", data: { by: "ada" } }] });
// @ts-expect-error events of a part that there is not
export const wrongPart: Deciding = () => ({ bulb: [{ type: "TurnedOn", data: { by: "ada" } }] });
// @ts-expect-error an event of another part
export const wrongEvent: Deciding = () => ({ lamp: [{ type: "Closed", data: {} }] });
// @ts-expect-error the event's data are others
export const wrongData: Deciding = () => ({ lamp: [{ type: "TurnedOn", data: { by: 7 } }] });
// @ts-expect-error an event in no array
export const noArray: Deciding = () => ({ lamp: { type: "TurnedOn", data: { by: "ada" } } });
const tooBright = { kind: "rejection", name: "TooBright", message: "", data: { lumen: 9 } } as const;
// @ts-expect-error a rejection that was not declared
export const wrongRejection: Deciding = () => tooBright;
// @ts-expect-error decide is synchronous
export const promised: Deciding = async () => ({});

/** Its types are inferred where none are named. */
export async function inferred(): Promise<void> {
  const both = {
    name: "Both",
    participants: { one: counter, other: counter },
    decide: () => ({ one: [{ type: "Closed" as const, data: {} }] }),
  };
  const outcome = await handle.together(both, { one: "a", other: "b" }, { type: "CloseBoth", data: {} });
  if (outcome.accepted) outcome.events.other satisfies readonly CounterEvent[] | undefined;
}
