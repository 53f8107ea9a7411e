import { wait } from "@factum/core";
import type { Pool } from "pg";

/** Asks the server again and again until the first column of the first row is true. @throws {Error} after 20 seconds */
export async function waitUntil(pool: Pool, question: string, values: unknown[] = []): Promise<void> {
  for (const until = performance.now() + 20_000; performance.now() < until; await wait(2)) {
    const { rows } = await pool.query<unknown[]>({ text: question, values, rowMode: "array" });
    if (rows[0]?.[0] === true) return;
  }
  throw new Error(`This did not become true: ${question} (${values.join(", ")})`);
}
