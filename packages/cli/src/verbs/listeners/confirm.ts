import type { Output } from "../../output.js";

/**
 * Whether to go on: `--yes` says so, or the person at the terminal.
 *
 * @throws {Error} where there is nobody to ask
 */
export async function confirm(output: Output, { yes }: { readonly yes?: boolean }, question: string): Promise<boolean> {
  if (yes === true) return true;
  if (output.ask === undefined) throw new Error(`${question}\nNobody is here to be asked: give --yes if you mean it.`);
  const answer = await output.ask(`${question} [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}
