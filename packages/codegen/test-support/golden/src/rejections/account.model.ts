import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";

/** Refusals with data and without; a command that is always refused. */
export default aggregate("Account", {
  id: z.uuid().lowercase(),
  state: z.object({ balance: z.int() }),
  initialState: { balance: 0 },
  events: { Deposited: event({ amount: z.int().min(1) }), Withdrawn: event({ amount: z.int().min(1) }) },
  rejections: {
    /** More was asked for than there is. */
    Overdrawn: rejection("There is not that much.", { balance: z.int(), wanted: z.int() }),
    Empty: rejection('There is nothing "at all".'),
  },
  commands: {
    Deposit: { data: { amount: z.int().min(1) }, emits: ["Deposited"] },
    Withdraw: { data: { amount: z.int().min(1) }, emits: ["Withdrawn"], rejects: ["Overdrawn", "Empty"] },
    Rob: { data: {}, emits: [], rejects: ["Empty"] },
  },
});
