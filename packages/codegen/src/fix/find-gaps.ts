import path from "node:path";
import type { ts } from "ts-morph";
import type { UserFile, UserFiles } from "../edit/user-file.js";
import { findDefinition, isFound } from "./find-definition.js";
import { type FollowedLiteral, followLiteral, isOpaque, type OpaquePart } from "./follow-literal.js";
import { mentionedNames } from "./mentioned-names.js";
import type { WantedHandler, WantedHandlers, WantedTable } from "./wanted-handlers.js";

/** Handlers that a file does not hold, all of one table (or right in the literal). */
export interface Gap {
  readonly wanted: WantedHandlers;
  /** Undefined for handlers right in the literal. */
  readonly table: WantedTable | undefined;
  readonly handlers: readonly WantedHandler[];
  /** The place that people are shown. */
  readonly at: ts.Node;
  /** The literal that stubs can be appended to, or why there is none. */
  readonly into: ts.ObjectLiteralExpression | OpaquePart;
  /** Whether `into` lacks the table's property itself. */
  readonly withTable: boolean;
}

/** A handler for what the model does not have. */
export interface Surplus {
  readonly table: WantedTable;
  readonly name: string;
  readonly at: ts.Node;
  /** What the table lacks: the new name may be among them. */
  readonly missing: readonly string[];
}

export interface HandlerFindings {
  readonly gaps: readonly Gap[];
  readonly surplus: readonly Surplus[];
}

/** Compares a user's file, which is sound, with what its model wants. */
export function findGaps(wanted: WantedHandlers, file: UserFile, files: UserFiles, folder: string): HandlerFindings {
  const definition = findDefinition(file.source, wanted.define);
  const followed = isFound(definition) ? followLiteral(definition, files.parser) : definition;
  const gaps: Gap[] = [];
  const surplus: Surplus[] = [];
  const mentioned = () => mentionedNames(file.source, files.parser);

  if (isOpaque(followed)) {
    unseen(undefined, wanted.single, followed);
    for (const table of wanted.tables) unseen(table, table.handlers, followed);
    return { gaps, surplus };
  }
  const singles = wanted.single.filter(({ name }) => !followed.entries.has(name));
  if (followed.opaque !== undefined) unseen(undefined, singles, followed.opaque);
  else missing(undefined, singles, followed.literal, followed.literal, false);
  for (const table of wanted.tables) compareTable(table, followed);
  return { gaps, surplus };

  function compareTable(table: WantedTable, outer: FollowedLiteral): void {
    const entry = outer.entries.get(table.property);
    if (entry === undefined) {
      if (outer.opaque !== undefined) unseen(table, table.handlers, outer.opaque);
      else missing(table, table.handlers, outer.literal, outer.literal, true);
      return;
    }
    const inner = tableLiteral(entry.value, entry.node, table);
    if (isOpaque(inner)) {
      unseen(table, table.handlers, inner);
      return;
    }
    const lacking = table.handlers.filter(({ name }) => !inner.entries.has(name));
    if (inner.opaque === undefined) missing(table, lacking, inner.literal, entry.node, false);
    else unseen(table, lacking, inner.opaque);
    const names = new Set(table.handlers.map(({ name }) => name));
    for (const [name, { node }] of inner.entries) {
      if (names.has(name)) continue;
      surplus.push({ table, name, at: node, missing: lacking.map((each) => each.name) });
    }
  }

  function tableLiteral(
    value: ts.Expression | undefined,
    key: ts.Node,
    { property }: WantedTable,
  ): FollowedLiteral | OpaquePart {
    if (value === undefined) return { node: key, why: `\`${property}\` is a function` };
    return followLiteral(value, files.parser);
  }

  function missing(
    table: WantedTable | undefined,
    handlers: readonly WantedHandler[],
    literal: ts.ObjectLiteralExpression,
    at: ts.Node,
    withTable: boolean,
  ): void {
    // A table without handlers must be there too, empty.
    if (handlers.length === 0 && !withTable) return;
    gaps.push({ wanted, table, handlers, at, into: foreign(literal, at, folder) ?? literal, withTable });
  }

  /** What cannot be seen may be there. Only names that appear nowhere are taken to be missing. */
  function unseen(table: WantedTable | undefined, handlers: readonly WantedHandler[], into: OpaquePart): void {
    const known = handlers.length === 0 ? new Set<string>() : mentioned();
    const lacking = handlers.filter(({ name }) => !known.has(name));
    if (lacking.length > 0) gaps.push({ wanted, table, handlers: lacking, at: into.node, into, withTable: false });
  }
}

/** Why nothing may be written into a literal of another file. */
function foreign(literal: ts.ObjectLiteralExpression, at: ts.Node, folder: string): OpaquePart | undefined {
  const file = path.relative(folder, literal.getSourceFile().fileName);
  const segments = file.split(/[\\/]/);
  if (segments[0] === ".." || path.isAbsolute(file))
    return { node: at, why: "the object stands outside of the project" };
  const isOurs = !segments.includes("node_modules") && segments.at(-2) !== "generated";
  return isOurs ? undefined : { node: at, why: `the object stands in ${segments.join("/")}, which is not yours` };
}

export function isLiteral(into: Gap["into"]): into is ts.ObjectLiteralExpression {
  return !("why" in into);
}
