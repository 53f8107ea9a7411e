/** What all contract suites are told. */
export interface ContractOptions {
  /** What is under test, e.g. `PgEventStore`; the tests are named after it. */
  readonly name: string;
  /**
   * What the adapter does not keep, and why: the name of a test or of a group of tests, with those of the groups around it
   * (`"reading a stream > backwards…"`), to the reason. These are reported as skipped, with the reason.
   */
  readonly except?: Readonly<Record<string, string>>;
}
