import { createEventCodec } from "../../codec/event-codec.js";
import { bindModel } from "../../decider/bind-model.js";
import type { Decider } from "../../decider/decider.js";
import type { DecisionContext } from "../../decider/decision-context.js";
import { type AccountCommand, type AccountEvent, accountModel, type Refusal, type Told } from "./account-model.js";

/** A fold of the account. */
export interface AccountState {
  readonly limit: number;
  readonly closed: boolean;
  /** `times<scale>`: the balance, multiplied. */
  readonly [balance: `times${number}`]: number;
}
export type AccountDecider = Decider<AccountState, AccountCommand, AccountEvent, Refusal, string>;

/** What `decide` throws on some states. It tells on which one. */
export class Irregular extends Error {}

/** What `evolve` throws: an amount that no account has. */
export class Unfoldable extends Error {}

/** A deposit of so much is decided and cannot be folded. */
export const UNFOLDABLE_AMOUNT = 1_000;

/** A deposit of so much is decided and folded, and no store takes it. */
export const UNSTORABLE_AMOUNT = 666;

/** Told of every decision, and where it was made. */
export type OnDecide = (decision: { readonly actor: string | undefined; readonly newIds: readonly string[] }) => void;

/**
 * @param scale deciders of different scale fold the same events into different states
 * @param snapshotEvery events between two snapshots
 */
export function createAccount({
  scale = 1,
  snapshotEvery = 1,
  onDecide = () => {},
}: {
  readonly scale?: number;
  readonly snapshotEvery?: number | undefined;
  readonly onDecide?: OnDecide;
} = {}): AccountDecider {
  const model = accountModel(scale, snapshotEvery);
  const codec = createEventCodec<AccountEvent>(model);
  const key = `times${scale}` as const;
  return {
    ...bindModel<AccountState, AccountCommand, AccountEvent, Refusal, string>(model, codec),
    decide(state, command, context) {
      return watched(context, onDecide, (told) => decide(accountOf(state, scale), command, told));
    },
    evolve(state, { type, data }) {
      if (type === "Deposited" && data.amount >= UNFOLDABLE_AMOUNT) {
        throw new Unfoldable(`${data.amount} on top of ${balanceOf(state, key) / scale} cannot be folded.`);
      }
      const limit = type === "LimitSet" ? data.limit : state.limit;
      const closed = type === "Closed" ? true : type === "Opened" ? false : state.closed;
      // Not what the event says: a fold that missed one is wrong for good.
      const change = type === "Deposited" ? data.amount : type === "Withdrawn" ? -data.amount : 0;
      return { ...state, limit, closed, [key]: balanceOf(state, key) + change * scale };
    },
  };
}

export interface Account {
  readonly balance: number;
  readonly limit: number;
  readonly closed: boolean;
}

export function accountOf(state: AccountState, scale: number): Account {
  return { balance: balanceOf(state, `times${scale}`) / scale, limit: state.limit, closed: state.closed };
}

function balanceOf(state: AccountState, key: `times${number}`): number {
  return state[key] ?? Number.NaN;
}

type Sources = Pick<DecisionContext, "now" | "actor" | "newId">;

/** Tells of a decision whatever becomes of it. */
export function watched<T>(
  context: Sources & { readonly version: number },
  onDecide: OnDecide,
  decide: (context: Context) => T,
): T {
  const newIds: string[] = [];
  const newId = () => {
    const id = context.newId();
    newIds.push(id);
    return id;
  };
  try {
    return decide({ version: context.version, now: context.now, newId });
  } finally {
    onDecide({ actor: context.actor, newIds });
  }
}

export interface Context {
  readonly version: number;
  readonly now: string;
  readonly newId: () => string;
}

function decide(account: Account, command: AccountCommand, context: Context): readonly AccountEvent[] | Refusal {
  const { balance, limit, closed } = account;
  const { version } = context;
  if (command.type === "Open") return closed ? [{ type: "Opened", data: tell(balance, context) }] : [];
  if (command.type === "Close") {
    if (closed) return [];
    if (balance !== 0) return refuse("NotEmpty", account, version);
    return [{ type: "Closed", data: tell(balance, context) }];
  }
  if (command.type === "Audit") {
    if (balance % 2 === 1) throw new Irregular(`The balance is ${balance} at version ${version}.`);
    return refuse("NotEmpty", account, version);
  }
  if (closed) return refuse("IsClosed", account, version);
  if (command.type === "SetLimit") {
    const { limit: wanted } = command.data;
    return wanted === limit ? [] : [{ type: "LimitSet", data: { limit: wanted, ...tell(balance, context) } }];
  }
  const { amount } = command.data;
  if (command.type === "Deposit") return [deposited(balance, amount, context)];
  return balance + limit < amount ? refuse("Insufficient", account, version) : withdrawn(balance, amount, context);
}

/** An even amount goes in two halves, so that some decisions have several events. */
export function withdrawn(balance: number, amount: number, context: Context): AccountEvent[] {
  const parts = amount > 0 && amount % 2 === 0 ? [amount / 2, amount / 2] : [amount];
  let left = balance;
  return parts.map((part) => {
    left -= part;
    return { type: "Withdrawn", data: { amount: part, ...tell(left, context) } };
  });
}

export function deposited(balance: number, amount: number, context: Context): AccountEvent {
  return { type: "Deposited", data: { amount, ...tell(balance + amount, context) } };
}

function tell(balance: number, { version, now, newId }: Context): Told {
  return { balance, version, entry: newId(), at: now };
}

function refuse(name: string, { balance, limit }: Account, version: number): Refusal {
  return { kind: "rejection", name, message: "No.", data: { balance, limit, version } };
}
