import { FactumError } from "@factum/core";

/** An adapter is to be excepted from tests that its contract does not have. */
export class ContractExceptionError extends FactumError {
  readonly code = "contract-exception";
  readonly suite: string;
  readonly names: readonly string[];

  constructor(suite: string, names: readonly string[]) {
    super(
      `${suite} there is no test ${names.map((name) => JSON.stringify(name)).join(", nor ")}, which \`except\` names. ` +
        'A name is that of a test, or of a group of tests, with those around it: "reading a stream > forwards".',
    );
    this.suite = suite;
    this.names = names;
  }
}
