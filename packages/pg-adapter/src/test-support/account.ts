import type { Command, Decider, DomainEvent, EventCodec, JointDecider, Rejection } from "@factum/core";

// An account that may not be overdrawn: whoever decides on what was true once gives himself away.

interface AccountState {
  readonly balance: number;
  readonly closed: boolean;
}
interface Amount {
  readonly amount: number;
}
type NoData = Readonly<Record<never, never>>;
type AccountEvent =
  | DomainEvent<"Deposited", Amount>
  | DomainEvent<"Withdrawn", Amount>
  | DomainEvent<"Closed", NoData>
  | DomainEvent<"Opened", NoData>;
type AccountCommand =
  | Command<"Deposit", Amount>
  | Command<"Withdraw", Amount>
  | Command<"Close", NoData>
  | Command<"Open", NoData>;
type Insufficient = Rejection<"Insufficient", { readonly balance: number }>;
type AccountDecider = Decider<AccountState, AccountCommand, AccountEvent, Insufficient, string>;

export const deposit = (amount: number) => ({ type: "Deposit", data: { amount } }) as const;
export const withdraw = (amount: number) => ({ type: "Withdraw", data: { amount } }) as const;
export const close = { type: "Close", data: {} } as const;
export const open = { type: "Open", data: {} } as const;

/** By hand: nothing here is validated, and no event has changed. */
const codec: EventCodec<AccountEvent> = {
  category: "account",
  encode: ({ type, data }) => ({ type, schemaVersion: 1, data: { ...data } }),
  storedTypesOf: (type) => [type],
  reads: () => true,
  decode: ({ type, data }) => ({ type, data }) as unknown as AccountEvent,
};

export const account: AccountDecider = {
  name: "Account",
  category: "account",
  initialState: { balance: 0, closed: false },
  codec,
  commandTypes: ["Deposit", "Withdraw", "Close", "Open"],
  parseId: (id) => id as string,
  parseCommand: (command) => command as AccountCommand,
  decide({ balance, closed }, command) {
    switch (command.type) {
      case "Deposit":
        return [{ type: "Deposited", data: command.data }];
      case "Withdraw":
        return balance < command.data.amount ? insufficient(balance) : [{ type: "Withdrawn", data: command.data }];
      case "Close":
        return closed ? [] : [{ type: "Closed", data: {} }];
      case "Open":
        return closed ? [{ type: "Opened", data: {} }] : [];
    }
  },
  evolve: (state, { type, data }) => {
    if (type === "Closed" || type === "Opened") return { ...state, closed: type === "Closed" };
    return { ...state, balance: state.balance + (type === "Deposited" ? data.amount : -data.amount) };
  },
};

function insufficient(balance: number): Insufficient {
  return { kind: "rejection", name: "Insufficient", message: "There is not enough money.", data: { balance } };
}

type TwoAccounts = { readonly from: AccountDecider; readonly to: AccountDecider };

/** Moves money: what all accounts hold together stays the same. */
export const transfer: JointDecider<TwoAccounts, Command<"Transfer", Amount>, Insufficient> = {
  name: "Transfer",
  participants: { from: account, to: account },
  decide: ({ from }, { data }) =>
    from.balance < data.amount
      ? insufficient(from.balance)
      : { from: [{ type: "Withdrawn", data }], to: [{ type: "Deposited", data }] },
};

export const transferOf = (amount: number) => ({ type: "Transfer", data: { amount } }) as const;

/**
 * Takes money that the two accounts have together, from the first one, which may be overdrawn by it: it writes one stream and
 * rests on both.
 */
export const overdraw: JointDecider<TwoAccounts, Command<"Overdraw", Amount>, Insufficient> = {
  name: "Overdraw",
  participants: { from: account, to: account },
  decide: ({ from, to }, { data }) =>
    from.balance + to.balance < data.amount
      ? insufficient(from.balance + to.balance)
      : { from: [{ type: "Withdrawn", data }] },
};

export const overdrawBy = (amount: number) => ({ type: "Overdraw", data: { amount } }) as const;
