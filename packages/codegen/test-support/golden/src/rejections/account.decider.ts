import { defineAccount } from "./generated/account.runtime.js";

export const account = defineAccount({
  decide: {
    Deposit: (_state, data, { event }) => event.Deposited(data),
    Withdraw({ balance }, { amount }, { event, reject }) {
      if (balance === 0) return reject.Empty();
      return amount > balance ? reject.Overdrawn({ balance, wanted: amount }) : event.Withdrawn({ amount });
    },
    Rob: (_state, _data, { reject }) => reject.Empty(),
  },
  evolve: {
    Deposited: ({ balance }, { amount }) => ({ balance: balance + amount }),
    Withdrawn: ({ balance }, { amount }) => ({ balance: balance - amount }),
  },
});
