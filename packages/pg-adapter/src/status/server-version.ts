import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";

/** The server's version, as text (`18.4`) and as a number that can be compared (`180004`). */
export async function serverVersion(pool: Pool): Promise<{ readonly text: string; readonly number: number }> {
  const [row] = await runQuery<{ text: string; number: number }>(pool, {
    text: `select split_part(current_setting('server_version'), ' ', 1) as text,
                  current_setting('server_version_num')::integer as number`,
  });
  return row ?? { text: "unknown", number: 0 };
}
