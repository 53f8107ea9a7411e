import { characterName } from "./quoted.js";

/** Longer names would neither fit a line of generated code nor a name in Postgres. */
const MAX_LENGTH = 60;

/** What is wrong with the name of an aggregate, event, command, rejection, read model or named schema. */
export function typeNameProblem(name: string): string | undefined {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
    return `is not in PascalCase: A to Z first, then letters and digits alone${strangerIn(name)}`;
  }
  if (name.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  return GLOBAL_NAMES.has(name) ? "would hide a global of JavaScript or TypeScript" : undefined;
}

/** What is wrong with the name of a field. */
export function fieldNameProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return `is no plain identifier: letters, digits and _ alone, no digit first${strangerIn(name)}`;
  }
  if (name.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (RESERVED_WORDS.has(name)) return "is a reserved word, so no handler could destructure it";
  return OBJECT_MEMBERS.has(name) ? "is a member of every JavaScript object" : undefined;
}

/** What is wrong with the name of a field that is a column. */
export function columnNameProblem(name: string): string | undefined {
  return SYSTEM_COLUMNS.has(name) ? "is a column that every table of Postgres has already" : undefined;
}

/** Names the first character that is not of ASCII: it may look as if it were. */
function strangerIn(name: string): string {
  const stranger = Array.from(name).find((character) => character > "\u007e");
  return stranger === undefined ? "" : `; it holds ${characterName(stranger)}`;
}

/** Whether a constant can have this name. */
export function isReservedWord(name: string): boolean {
  return RESERVED_WORDS.has(name);
}

const RESERVED_WORDS = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

const SYSTEM_COLUMNS = new Set("cmax cmin ctid tableoid xmax xmin".split(" "));

const OBJECT_MEMBERS = new Set(
  (
    "__proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ constructor hasOwnProperty " +
    "isPrototypeOf propertyIsEnumerable prototype toJSON toLocaleString toString valueOf"
  ).split(" "),
);

const GLOBAL_NAMES = new Set(
  (
    "AggregateError Array ArrayBuffer Atomics BigInt Boolean Buffer DataView Date Error EvalError Function Infinity Intl " +
    "Iterator JSON Map Math NaN Number Object Partial Pick Omit Promise Proxy RangeError Readonly Record ReferenceError " +
    "Reflect RegExp Required Set String Symbol SyntaxError TypeError URIError WeakMap WeakRef WeakSet"
  ).split(" "),
);
