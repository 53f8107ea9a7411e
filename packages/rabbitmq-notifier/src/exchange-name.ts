import { InvalidOptionError } from "@factum/core";

/** What AMQP 0-9-1 allows, and at most what fits its short strings. */
const NAME = /^[a-zA-Z0-9_.:-]{1,255}$/;
const EXPECTED = 'letters, digits and "_", ".", ":" or "-", at most 255, not beginning with "amq."';

/**
 * The exchange of a store: the given one, else `factum.<schema>`, by default `factum.factum`.
 *
 * @throws {InvalidOptionError} for names that brokers refuse or keep for themselves
 */
export function exchangeName({ schema = "factum", exchange }: { schema?: string; exchange?: string }): string {
  const [option, given] = exchange === undefined ? ["schema", schema] : ["exchange", exchange];
  if (typeof given !== "string" || given === "") throw new InvalidOptionError(option, given, EXPECTED);
  const name = exchange ?? `factum.${schema}`;
  if (!NAME.test(name) || name.startsWith("amq.")) throw new InvalidOptionError(option, given, EXPECTED);
  return name;
}
