import type { JointDecider, StatesOf } from "../../command/joint-decider.js";
import type { Command } from "../../decider/command.js";
import type { Rejection } from "../../decider/rejection.js";
import {
  type AccountDecider,
  accountOf,
  type Context,
  deposited,
  Irregular,
  type OnDecide,
  watched,
  withdrawn,
} from "./account.js";

export type TransferCommand = Command<"Transfer", { readonly amount: number }>;
export type TransferParts = { readonly from: AccountDecider; readonly to: AccountDecider };
export type TransferRefusal = Rejection<
  string,
  { readonly balances: readonly number[]; readonly versions: readonly number[] }
>;
export type Transfer = JointDecider<TransferParts, TransferCommand, TransferRefusal>;

/** A fee is an event in one of the streams alone, nothing of it moves. */
export const FEE = 1;
/** An inspection throws on some states. */
export const INSPECTION = 5;

/** Moves money between two accounts. */
export function createTransfer(
  account: AccountDecider,
  {
    scale = 1,
    onDecide = () => {},
  }: {
    readonly scale?: number;
    readonly onDecide?: OnDecide;
  } = {},
): Transfer {
  return {
    name: "Transfer",
    participants: { from: account, to: account },
    decide(states, { data: { amount } }, { versions, now, actor, newId }) {
      const decideOn = ({ newId }: Context) => decideTransfer(states, amount, { versions, now, newId }, scale);
      return watched({ version: 0, now, actor, newId }, onDecide, decideOn);
    },
  };
}

function decideTransfer(
  states: StatesOf<TransferParts>,
  amount: number,
  { versions, now, newId }: Pick<Context, "now" | "newId"> & { versions: { from: number; to: number } },
  scale: number,
) {
  const [from, to] = [accountOf(states.from, scale), accountOf(states.to, scale)];
  const found = { balances: [from.balance, to.balance], versions: [versions.from, versions.to] };
  if (amount === 0) return {};
  if (amount === INSPECTION && (from.balance + to.balance) % 2 === 1) throw new Irregular(JSON.stringify(found));
  if (from.closed || to.closed || from.balance + from.limit < amount) {
    const name = from.closed || to.closed ? "IsClosed" : "Insufficient";
    return { kind: "rejection" as const, name, message: "No.", data: found };
  }
  const events = withdrawn(from.balance, amount, { version: versions.from, now, newId });
  if (amount === FEE) return { from: events };
  return { from: events, to: [deposited(to.balance, amount, { version: versions.to, now, newId })] };
}
