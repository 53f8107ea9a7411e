/** A mistake in a team's own file, and what the compiler must say of it. */
export interface Mistake {
  /** Of the file, too. */
  readonly name: string;
  readonly text: string;
  /** The line that it stands in, from 1. */
  readonly line: number;
  /** In the first line of the compiler's message, so that nobody has to read on. */
  readonly says: RegExp;
}

interface Handlers {
  readonly deposit?: string;
  readonly withdraw?: string;
  readonly rob?: string;
  readonly deposited?: string;
  readonly withdrawn?: string;
}

/** A decider of the golden `Account`, a handler a line; without the named one where the text is empty. */
function decider(handlers: Handlers): string {
  const {
    deposit = "(_state, data, { event }) => event.Deposited(data)",
    withdraw = "(_state, data, { event }) => event.Withdrawn(data)",
    rob = "(_state, _data, { reject }) => reject.Empty()",
    deposited = "(state) => state",
    withdrawn = "(state) => state",
  } = handlers;
  const entry = (name: string, text: string) => (text === "" ? "" : `    ${name}: ${text},`);
  return `import { defineAccount } from "../rejections/generated/account.runtime.js";
export const account = defineAccount({
  decide: {
${entry("Deposit", deposit)}
${entry("Withdraw", withdraw)}
${entry("Rob", rob)}
  },
  evolve: {
${entry("Deposited", deposited)}
${entry("Withdrawn", withdrawn)}
  },
});
`;
}

const [DECIDE, DEPOSIT, WITHDRAW, ROB, EVOLVE, DEPOSITED] = [3, 4, 5, 6, 8, 9] as const;

function inSpec(line: string): string {
  return `import { Deposit, Deposited, given } from "../rejections/generated/account.testkit.js";
${line}
export const used = [Deposit, Deposited, given];
`;
}

/** Handlers of the golden `ShelfReport`, a table a line. */
function report(tables: { readonly genres?: string; readonly days?: string }): string {
  const {
    genres = "{ key: ({ data }) => ({ genre: data.genre }), fold: { Written: () => null } }",
    days = '{ key: () => ({ day: "" }), fold: { Printed: () => null, SwitchedOn: () => null } }',
  } = tables;
  return `import { defineShelfReport } from "../read-models/generated/shelf-report.runtime.js";
export const report = defineShelfReport({
  genres: ${genres},
  sequels: { key: () => null, fold: {} },
  days: ${days},
});
`;
}

const [DEFINE_REPORT, GENRES, DAYS] = [2, 3, 5] as const;

function inQuery(line: string): string {
  return `import { MemoryListenerStore, MemoryReadModelStore, queryRows } from "@factum/core";
import { overview } from "../read-models/overview.read-model.js";
import { shelfReport } from "../read-models/shelf-report.read-model.js";
const store = new MemoryReadModelStore({ listeners: new MemoryListenerStore() });
${line}
export const used = [queryRows, overview, shelfReport, store];
`;
}

export const MISTAKES: readonly Mistake[] = [
  {
    name: "an-event-that-no-table-handles",
    text: report({ days: '{ key: () => ({ day: "" }), fold: { Printed: () => null } }' }),
    line: DEFINE_REPORT,
    says: /NoTableHandles<"SwitchedOn">/,
  },
  {
    name: "a-table-handler-of-no-event",
    text: report({ genres: "{ key: () => null, fold: { Written: () => null, Writen: () => null } }" }),
    line: GENRES,
    says: /'Writen' does not exist/,
  },
  {
    name: "a-key-from-an-event-that-the-table-does-not-handle",
    text: report({
      days: "{ key: ({ data }) => ({ day: data.genre }), fold: { Printed: () => null, SwitchedOn: () => null } }",
    }),
    line: DAYS,
    says: /Property 'genre' does not exist/,
  },
  {
    name: "a-query-by-no-column",
    text: inQuery("await queryRows(store, overview).find({ where: { isPrintd: true } });"),
    line: 5,
    says: /'isPrintd' does not exist in type 'Where<OverviewRow>'/,
  },
  {
    name: "a-query-of-no-table",
    text: inQuery('queryRows(store, shelfReport, "genre");'),
    line: 5,
    says: /Argument of type '"genre"' is not assignable/,
  },
  {
    name: "an-event-of-another-command",
    text: decider({ deposit: "(_state, data, { event }) => event.Withdrawn(data)" }),
    line: DEPOSIT,
    says: /Property 'Withdrawn' does not exist/,
  },
  {
    name: "a-rejection-of-another-command",
    text: decider({ rob: "(state, _data, { reject }) => reject.Overdrawn({ ...state, wanted: 1 })" }),
    line: ROB,
    says: /Property 'Overdrawn' does not exist/,
  },
  {
    name: "a-mistyped-event",
    text: decider({ deposit: "(_state, data, { event }) => event.Depositd(data)" }),
    line: DEPOSIT,
    says: /Property 'Depositd' does not exist.*Did you mean 'Deposited'\?/,
  },
  {
    name: "a-missing-command-handler",
    text: decider({ withdraw: "" }),
    line: DECIDE,
    says: /Property 'Withdraw' is missing/,
  },
  {
    name: "a-missing-event-handler",
    text: decider({ withdrawn: "" }),
    line: EVOLVE,
    says: /Property 'Withdrawn' is missing/,
  },
  {
    name: "a-handler-of-no-event",
    text: decider({ deposited: "(state) => state, Stolen: (state: never) => state" }),
    line: DEPOSITED,
    says: /'Stolen' does not exist/,
  },
  {
    name: "a-payload-with-a-wrong-type",
    text: decider({ deposit: '(_state, _data, { event }) => event.Deposited({ amount: "7" })' }),
    line: DEPOSIT,
    says: /Type 'string' is not assignable to type 'number'/,
  },
  {
    name: "a-payload-with-an-unknown-field",
    text: decider({ deposit: "(_state, data, { event }) => event.Deposited({ ...data, amuont: 1 })" }),
    line: DEPOSIT,
    says: /'amuont' does not exist in type 'DepositedData'/,
  },
  {
    name: "a-payload-with-a-missing-field",
    text: decider({ withdraw: "({ balance }, _data, { reject }) => reject.Overdrawn({ balance })" }),
    line: WITHDRAW,
    says: /'OverdrawnData'/,
  },
  {
    name: "no-payload-where-one-is-due",
    text: decider({ deposit: "(_state, _data, { event }) => event.Deposited()" }),
    line: DEPOSIT,
    says: /Expected 1 arguments, but got 0/,
  },
  {
    name: "a-field-that-a-command-does-not-have",
    text: decider({ deposit: "(_state, { amont }, { event }) => event.Deposited({ amount: amont })" }),
    line: DEPOSIT,
    says: /Property 'amont' does not exist on type 'DepositData'/,
  },
  {
    name: "a-state-that-is-none",
    text: decider({ deposited: "(state) => ({ ...state, balance: true })" }),
    line: DEPOSITED,
    says: /Type 'boolean' is not assignable to type 'number'/,
  },
  {
    name: "a-decision-that-waits",
    text: decider({ deposit: "async (_state, data, { event }) => event.Deposited(data)" }),
    line: DEPOSIT,
    says: /Promise<Deposited>.* is not assignable to type 'DepositDecision'/,
  },
  {
    name: "a-builder-with-a-wrong-field",
    text: inSpec("Deposited({ amuont: 1 });"),
    line: 2,
    says: /'amuont' does not exist in type 'Partial<DepositedData>'/,
  },
];
