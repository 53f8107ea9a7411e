import { aggregateText, readModelText } from "./model-texts.js";

/** Names that break something somewhere: in JavaScript, in TypeScript, in Postgres, on a disk, or for a reader. */
export const HOSTILE_NAMES: readonly string[] = [
  // Members of every object, and what sets one.
  ..."__proto__ constructor hasOwnProperty prototype then toJSON toString valueOf".split(" "),
  // Words of the language.
  ..."arguments async await class default Default delete eval import let new New null this undefined yield".split(" "),
  // Globals, and types that everybody uses.
  ..."Array Error Exclude JSON NaN Object Partial Promise Record String Symbol".split(" "),
  // Names of ours in generated code, and such as would become one.
  ..."Allowed Brand Command CreateEvent Data Decider DeciderSpec DecisionContext Dispatch Event Given Handlers Id".split(
    " ",
  ),
  ..."Make Model NoData Open OpenContext ReadModel Recorded RecordedEvent Refuse Rejection State Training".split(" "),
  ..."TrainingEvent TrainingId Types data event id model type types".split(" "),
  // Columns of every table.
  ..."cmin ctid oid tableoid xmin".split(" "),
  // Texts that try to end what they are put into.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack
  ...['a"b', "a'b", "a`b", "a\\b", "*/", "// x", "${alert(1)}", "a\nb", "a;b", "a b", "a-b", "a.b", "<script>", ""],
  ...["1Digit", "1", "_", "$", "A$"],
  // Looks like `Opened`, and is not: Cyrillic, full-width, in two parts, with what has no width, turned around.
  ...[
    "О",
    "Оpened",
    "Ｏpened",
    "e\u0301",
    "é",
    "Öffnung",
    "Ope\u200bned",
    "\u202eOpened",
    "Opened\u200f",
    "\ufeffOpened",
  ],
  ...["\0", "\u001b[31m", "\ud800", "😀", "\u2028"],
  "X".repeat(60),
  "X".repeat(61),
  "Ab".repeat(30),
  "x".repeat(10_000),
];

/** Files of a project in which a name, given as a literal of JavaScript, stands at one kind of place. */
export type NamePosition = (literal: string) => Readonly<Record<string, string>>;

/** Every kind of place that has a name, and the line that the name stands on. */
export const NAME_POSITIONS: Readonly<Record<string, { readonly line: number; readonly files: NamePosition }>> = {
  "an aggregate": { line: 1, files: (name) => ({ [AGGREGATE]: aggregateText({ name }) }) },
  "an event": {
    line: 5,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        events: `{ [${name}]: event({ a: z.string() }), Closed: event({}) }`,
        commands: `{ Open: { data: {}, emits: [${name}, "Closed"] } }`,
      }),
      [READ_MODEL]: readModelText({ from: `[Training.events(${name})]`, row: "{ trainingId: z.string() }" }),
    }),
  },
  "a rejection": {
    line: 6,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        rejections: `{ [${name}]: rejection("No.", { a: z.string() }) }`,
        commands: `{ Open: { data: {}, emits: ["Opened", "Closed"], rejects: [${name}] } }`,
      }),
    }),
  },
  "a command": {
    line: 7,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        commands: `{ [${name}]: { data: { a: z.string() }, emits: ["Opened", "Closed"], rejects: ["IsOpen"] } }`,
      }),
    }),
  },
  "a field of an event": {
    line: 5,
    files: (name) => ({
      [AGGREGATE]: aggregateText({ events: `{ Opened: event({ [${name}]: z.string() }), Closed: event({}) }` }),
    }),
  },
  "a field of the state": {
    line: 3,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        state: `z.object({ open: z.object({ [${name}]: z.string().optional() }) })`,
        initialState: "{ open: {} }",
      }),
    }),
  },
  "a schema": {
    line: 5,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        id: "z.uuid().lowercase()",
        events: `{ Opened: event({ a: z.string().meta({ id: ${name} }) }), Closed: event({}) }`,
      }),
    }),
  },
  "a category": { line: 8, files: (name) => ({ [AGGREGATE]: aggregateText({ more: `category: ${name}` }) }) },
  "a status of the state": {
    line: 3,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        state: `z.discriminatedUnion("is", [z.object({ is: z.literal("other") }), z.object({ is: z.literal(${name}) })])`,
        initialState: '{ is: "other" }',
      }),
    }),
  },
  "a value of an enum, and a key of a record": {
    line: 5,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        events: `{ Opened: event({ a: z.enum([${name}, "other"]), b: z.record(z.enum([${name}, "other"]), z.int()) }), Closed: event({}) }`,
      }),
    }),
  },
  "a read model": {
    line: 2,
    files: (name) => ({ [AGGREGATE]: aggregateText(), [READ_MODEL]: readModelText({ name }) }),
  },
  "a column": {
    line: 5,
    files: (name) => ({
      [AGGREGATE]: aggregateText(),
      [READ_MODEL]: readModelText({ row: `{ trainingId: z.string(), [${name}]: z.string() }` }),
    }),
  },
  "a key column": {
    line: 5,
    files: (name) => ({
      [AGGREGATE]: aggregateText(),
      [READ_MODEL]: readModelText({ key: `[${name}]`, row: `{ [${name}]: z.string(), reason: z.string() }` }),
    }),
  },
  "a table of a read model": {
    line: 4,
    files: (name) => ({
      [AGGREGATE]: aggregateText(),
      [READ_MODEL]: readModelText({
        tables: `{ [${name}]: { key: ["x"], row: { x: z.string() } }, other: { key: ["x"], row: { x: z.string() } } }`,
      }),
    }),
  },
  "a rejection's sentence": {
    line: 6,
    files: (name) => ({ [AGGREGATE]: aggregateText({ rejections: `{ IsOpen: rejection(${name}) }` }) }),
  },
  "a description": {
    line: 5,
    files: (name) => ({
      [AGGREGATE]: aggregateText({
        events: `{ Opened: event({ a: z.string().describe(${name}), b: z.string().meta({ id: "Named", description: ${name} }) }), Closed: event({}) }`,
      }),
    }),
  },
};

const AGGREGATE = "src/training.model.ts";
const READ_MODEL = "src/list.model.ts";
