import type { Outcome } from "@factum/core";

/** A command that is answered when the test says so: `Promise.withResolvers`, which Node has from 22 on. */
export function answerLater(): { handle: () => Promise<Outcome>; answer: (outcome: Outcome) => void } {
  let answer: (outcome: Outcome) => void = () => {};
  const answered = new Promise<Outcome>((resolve) => {
    answer = resolve;
  });
  return { handle: () => answered, answer };
}
