import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { assertInteger } from "../ports/assert-reads.js";
import { nameOfTable } from "../values/name-of-table.js";

/**
 * What a store knows a listener by: `WelcomeMail` in version 1 is `welcome_mail_v1`.
 *
 * @throws {InvalidOptionError} for a title that is not PascalCase, and a version that is no integer from 1
 */
export function listenerName(title: string, version: number): string {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(title)) throw new InvalidOptionError("title", title, "PascalCase, e.g. WelcomeMail");
  assertInteger("version", version, 1);
  return nameOfTable({ name: title.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase(), version });
}
