import { runQuery } from "../../connect/run-query.js";
import { type Check, ok } from "../check.js";

/** Events hold any text; jsonb outside UTF-8 refuses most of it. */
export const encoding: Check = {
  name: "encoding",
  needsStore: false,
  async run({ pool }) {
    const [row] = await runQuery<{ encoding: string }>(pool, {
      text: "select current_setting('server_encoding') as encoding",
    });
    if (row?.encoding === "UTF8") return ok("The database's encoding is UTF8");
    const advice = "Create a database with ENCODING 'UTF8' and move the store there.";
    return [{ status: "fail", message: `The database's encoding is ${row?.encoding}`, advice }];
  },
};
