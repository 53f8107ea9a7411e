import {
  bindModel,
  type Command,
  createEventCodec,
  type Decider,
  type DomainEvent,
  type JointDecider,
  type Rejection,
} from "@factum/core";
import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";

// The aggregate of this package's tests: a switch that can be turned on once.

type Nothing = Readonly<Record<never, never>>;
type TurnOn = Command<"TurnOn", Nothing>;
type TurnedOn = DomainEvent<"TurnedOn", Nothing>;
type IsOn = Rejection<"IsOn", Nothing>;
interface SwitchState {
  readonly on: boolean;
}

const SwitchModel = aggregate("Switch", {
  id: z.string().min(1),
  state: z.object({ on: z.boolean() }),
  initialState: { on: false },
  events: { TurnedOn: event({}) },
  rejections: { IsOn: rejection("This switch is on.") },
  commands: { TurnOn: { data: {}, emits: ["TurnedOn"], rejects: ["IsOn"] } },
});

export const turnOn: TurnOn = { type: "TurnOn", data: {} };

export const lightSwitch: Decider<SwitchState, TurnOn, TurnedOn, IsOn, string> = {
  ...bindModel<SwitchState, TurnOn, TurnedOn, IsOn, string>(SwitchModel, createEventCodec<TurnedOn>(SwitchModel)),
  decide: ({ on }) =>
    on
      ? { kind: "rejection", name: "IsOn", message: "This switch is on.", data: {} }
      : [{ type: "TurnedOn", data: {} }],
  evolve: () => ({ on: true }),
};

type SwitchDecider = typeof lightSwitch;
type TurnBothOn = Command<"TurnBothOn", Nothing>;

/** Two switches that are turned on together, as far as they are off. */
export const bothSwitches: JointDecider<{ left: SwitchDecider; right: SwitchDecider }, TurnBothOn> = {
  name: "Switches",
  participants: { left: lightSwitch, right: lightSwitch },
  decide: ({ left, right }) => ({
    ...(left.on ? {} : { left: [{ type: "TurnedOn", data: {} }] }),
    ...(right.on ? {} : { right: [{ type: "TurnedOn", data: {} }] }),
  }),
};

export const turnBothOn: TurnBothOn = { type: "TurnBothOn", data: {} };
