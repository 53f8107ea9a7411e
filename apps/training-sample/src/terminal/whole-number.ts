/** The command line asks for something that cannot be; the message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The value of an option that must be a whole number. @throws {UsageError} */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `--${option} must be a whole number from ${least} to ${most.toLocaleString("en-US")}; it is ${JSON.stringify(text)}.`,
  );
}
