import { z } from "zod";
import {
  bindModel,
  type Command,
  CommitUnknownError,
  createEventCodec,
  type Decider,
  type DomainEvent,
  type HandleCommand,
  type JointDecider,
  type Outcome,
  type Rejection,
  uuidv7,
  wait,
} from "../index.js";
import { aggregate, event } from "../model/index.js";

// The code of docs/commands.md: a test holds that it stands there as it stands here.

type Deposit = Command<"Deposit", { readonly amount: number }>;
type Moved = DomainEvent<"Deposited" | "Withdrawn", { readonly amount: number }>;
export type AccountDecider = Decider<{ readonly balance: number }, Deposit, Moved, Rejection, string>;

const AccountModel = aggregate("Account", {
  id: z.string().min(1),
  state: z.object({ balance: z.int() }),
  initialState: { balance: 0 },
  events: { Deposited: event({ amount: z.int() }), Withdrawn: event({ amount: z.int() }) },
  rejections: {},
  commands: { Deposit: { data: { amount: z.int() }, emits: ["Deposited"] } },
});

export const account: AccountDecider = {
  ...bindModel<{ readonly balance: number }, Deposit, Moved, Rejection, string>(
    AccountModel,
    createEventCodec<Moved>(AccountModel),
  ),
  decide: (_, { data }) => [{ type: "Deposited", data }],
  evolve: ({ balance }, { type, data }) => ({ balance: balance + (type === "Deposited" ? data.amount : -data.amount) }),
};

export async function depositOnce(handleCommand: HandleCommand, id: string, amount: number): Promise<Outcome<Moved>> {
  const commandId = uuidv7(); // once for all attempts; better still where the wish begins, in the browser
  for (let attempt = 1; ; attempt++) {
    try {
      return await handleCommand(account, id, { type: "Deposit", data: { amount } }, { commandId });
    } catch (error) {
      if (!(error instanceof CommitUnknownError) || attempt === 5) throw error;
      await wait(100 * attempt);
    }
  }
}

type Transfer = Command<"Transfer", { readonly amount: number }>;
type InsufficientFunds = Rejection<"InsufficientFunds", { readonly balance: number }>;

const transfer: JointDecider<{ from: AccountDecider; to: AccountDecider }, Transfer, InsufficientFunds> = {
  name: "Transfer",
  participants: { from: account, to: account },
  decide({ from: { balance } }, { data: { amount } }) {
    if (balance < amount) {
      return { kind: "rejection", name: "InsufficientFunds", message: "There is not enough money.", data: { balance } };
    }
    return {
      from: [{ type: "Withdrawn", data: { amount } }],
      to: [{ type: "Deposited", data: { amount } }],
    };
  },
};

export async function pay(handleCommand: HandleCommand, from: string, to: string, amount: number): Promise<string> {
  const command: Transfer = { type: "Transfer", data: { amount } };
  const outcome = await handleCommand.together(transfer, { from, to }, command, { commandId: uuidv7() });
  return outcome.accepted ? `paid at ${outcome.position}` : outcome.rejection.message;
}
