import {
  asDecision,
  type Brand,
  bindModel,
  type Command,
  createEventCodec,
  type Decider,
  type DomainEvent,
  type Rejection,
} from "@factum/core";
import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";
import { deciderSpec } from "../decider-spec.js";

// The aggregate of the properties' own tests: a meter that somebody installs and reads, and whose events have a past.

const uuid = () => z.uuid().lowercase();
const ReaderIdSchema = uuid().meta({ id: "ReaderId" });

export const MeterModel = aggregate("Meter", {
  id: uuid().meta({ id: "MeterId" }),
  state: z.object({ isInstalled: z.boolean(), values: z.array(z.int().min(0)) }),
  initialState: { isInstalled: false, values: [] },
  events: {
    Installed: event({ by: ReaderIdSchema }).alias("MeterMounted"),
    WasRead: event({ value: z.int().min(0) }).next({ value: z.int().min(0), on: z.iso.date() }, ({ value }) => ({
      value,
      on: "2020-01-01",
    })),
  },
  rejections: {
    NotInstalled: rejection("There is no meter."),
    RunsBackwards: rejection("A meter does not run backwards.", { last: z.int() }),
  },
  commands: {
    Install: { data: { by: ReaderIdSchema }, emits: ["Installed"] },
    Read: { data: { value: z.int().min(0) }, emits: ["WasRead"], rejects: ["NotInstalled", "RunsBackwards"] },
  },
});

export type ReaderId = Brand<string, "ReaderId">;

export interface MeterState {
  readonly isInstalled: boolean;
  readonly values: readonly number[];
}

export type MeterEvent =
  | DomainEvent<"Installed", { readonly by: ReaderId }>
  | DomainEvent<"WasRead", { readonly value: number; readonly on: string }>;
export type MeterCommand = Command<"Install", { readonly by: ReaderId }> | Command<"Read", { readonly value: number }>;
export type MeterRejection =
  | Rejection<"NotInstalled", Readonly<Record<never, never>>>
  | Rejection<"RunsBackwards", { readonly last: number }>;
export type MeterDecider = Decider<MeterState, MeterCommand, MeterEvent, MeterRejection, string>;

export const Install = (data: { readonly by: ReaderId }): MeterCommand => ({ type: "Install", data });
export const Read = (data: { readonly value: number }): MeterCommand => ({ type: "Read", data });
export const Installed = (data: { readonly by: ReaderId }): MeterEvent => ({ type: "Installed", data });
export const WasRead = (data: { readonly value: number; readonly on: string }): MeterEvent => ({
  type: "WasRead",
  data,
});

const codec = createEventCodec<MeterEvent>(MeterModel);

export const meter: MeterDecider = {
  ...bindModel<MeterState, MeterCommand, MeterEvent, MeterRejection, string>(MeterModel, codec),
  decide: (state, command, { now }) => asDecision<MeterEvent, MeterRejection>("Meter", decide(state, command, now)),
  evolve: (state, happened) =>
    happened.type === "Installed"
      ? { ...state, isInstalled: true }
      : { ...state, values: [...state.values, happened.data.value] },
};

function decide(state: MeterState, command: MeterCommand, now: string): MeterEvent | MeterEvent[] | MeterRejection {
  if (command.type === "Install") return state.isInstalled ? [] : Installed(command.data);
  const last = state.values.at(-1) ?? 0;
  if (!state.isInstalled) {
    return { kind: "rejection", name: "NotInstalled", message: "There is no meter.", data: {} };
  }
  return command.data.value < last
    ? { kind: "rejection", name: "RunsBackwards", message: "A meter does not run backwards.", data: { last } }
    : WasRead({ value: command.data.value, on: now.slice(0, 10) });
}

/** The meter with another `decide`, `evolve` or model, for properties that do not hold. */
export function givenMeter(
  changed: Partial<Pick<MeterDecider, "decide" | "evolve" | "codec" | "commandTypes">> = {},
  model: typeof MeterModel = MeterModel,
) {
  return deciderSpec({ ...meter, ...changed }, { id: "3f0c2c4e-7d5b-4a57-9d3e-6a8f1b2c4d5e", model });
}
