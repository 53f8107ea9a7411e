import type { ClientBase } from "pg";
import { type SettleAnswer, type SettleCall, settle } from "../outcomes/settle.js";
import { storedRange } from "./append-inline.js";
import { inlineTransaction } from "./inline-transaction.js";
import type { WrittenModel } from "./row-plan.js";

/** `settle.ts` with the rows of inline read models, in one transaction. */
export function settleInline(
  client: ClientBase,
  schema: string,
  models: readonly WrittenModel[],
  call: SettleCall,
  lockWaitMs: number,
): Promise<SettleAnswer> {
  return inlineTransaction(client, schema, models, {
    appends: [{ ...call, appendId: call.commandId }],
    async perform() {
      const result = await settle(client, schema, call, lockWaitMs);
      return { result, stored: storedRange(call, result) };
    },
  });
}
