import type { JointDecider } from "../command/joint-decider.js";
import type { Command } from "../decider/command.js";
import type { Rejection } from "../decider/rejection.js";
import { type CounterDecider, counter } from "./counter.js";

export type Move = Command<"Move", { readonly by: number }>;
export type NotEnough = Rejection<"NotEnough", { readonly count: number }>;
export type MoveDecider = JointDecider<{ from: CounterDecider; to: CounterDecider }, Move, NotEnough>;

/** The joint decision of core's own tests: takes from one counter what it adds to another, as far as there is so much. */
export const moving: MoveDecider = {
  name: "Moving",
  participants: { from: counter, to: counter },
  decide({ from }, { data: { by } }, { newId }) {
    if (by === 0) return {};
    if (from.count < by) {
      return { kind: "rejection", name: "NotEnough", message: "It is not enough.", data: { count: from.count } };
    }
    return {
      from: [{ type: "Counted", data: { by: -by, key: newId() } }],
      to: [{ type: "Counted", data: { by, key: newId() } }],
    };
  },
};

export const move = (by: number): Move => ({ type: "Move", data: { by } });
export const fromAToB = { from: "a", to: "b" } as const;
