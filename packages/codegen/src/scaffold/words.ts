import { snakeCase } from "../model/names.js";

/** `LoanAccount` as `loan-account`: the name of its folder and files. */
export function kebabCase(name: string): string {
  return snakeCase(name).replaceAll("_", "-");
}

/** `LoanAccount` as `loan account`. */
export function wordsOf(name: string): string {
  return snakeCase(name).replaceAll("_", " ");
}

/** `a loan`, `an order`. */
export function withArticle(name: string): string {
  const words = wordsOf(name);
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}

/** `this loan is overdue` as `This loan is overdue`. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
