import path from "node:path";
import type { ts } from "ts-morph";
import type { UserFile, UserFiles } from "../edit/user-file.js";
import { findDefinition, isFound } from "./find-definition.js";
import { type FollowedLiteral, followLiteral, isOpaque, type LiteralEntry, type OpaquePart } from "./follow-literal.js";
import { mentionedNames } from "./mentioned-names.js";
import type { WantedHandler, WantedHandlers, WantedPart, WantedTable } from "./wanted-handlers.js";

/** Handlers that a file does not hold, all of one table (or right in the literal). */
export interface Gap {
  readonly wanted: WantedHandlers;
  readonly part: WantedPart;
  /** Undefined for handlers right in the literal, and where all of the part is missing. */
  readonly table: WantedTable | undefined;
  readonly handlers: readonly WantedHandler[];
  /** The place that people are shown. */
  readonly at: ts.Node;
  /** The literal that stubs can be appended to, or why there is none. */
  readonly into: ts.ObjectLiteralExpression | OpaquePart;
  /** What `into` itself lacks: the property of the table, or that of the part with all that is in it. */
  readonly lacks?: "table" | "part";
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
  /** Of tables of which one is enough: the handlers that one has. */
  const shared = new Set<string>();
  const mentioned = () => mentionedNames(file.source, files.parser);

  for (const part of wanted.parts) comparePart(part);
  return { gaps: oneIsEnough(gaps, shared), surplus };

  function comparePart(part: WantedPart): void {
    const place = { wanted, part, table: undefined };
    if (isOpaque(followed)) {
      unseenPart(part, followed);
      return;
    }
    if (part.property === undefined) {
      compareLiteral(part, followed);
      return;
    }
    const entry = followed.entries.get(part.property);
    if (entry !== undefined) {
      const inner = innerLiteral(entry, part.property);
      if (isOpaque(inner)) unseenPart(part, inner);
      else compareLiteral(part, inner);
    } else if (followed.opaque !== undefined) unseenPart(part, followed.opaque);
    else {
      const handlers = [...part.single, ...part.tables.flatMap((table) => table.handlers)];
      missing({ ...place, handlers, lacks: "part" }, followed.literal, followed.literal);
    }
  }

  function unseenPart(part: WantedPart, into: OpaquePart): void {
    unseen({ wanted, part, table: undefined }, part.single, into);
    for (const table of part.tables) unseen({ wanted, part, table }, table.handlers, into);
  }

  function compareLiteral(part: WantedPart, outer: FollowedLiteral): void {
    const place = { wanted, part, table: undefined };
    const singles = part.single.filter(({ name }) => !outer.entries.has(name));
    if (outer.opaque !== undefined) unseen(place, singles, outer.opaque);
    else missing({ ...place, handlers: singles }, outer.literal, outer.literal);
    for (const table of part.tables) compareTable({ ...place, table }, outer);
  }

  function compareTable(place: Pick<Gap, "wanted" | "part"> & { table: WantedTable }, outer: FollowedLiteral): void {
    const { table } = place;
    const entry = outer.entries.get(table.property);
    if (entry === undefined) {
      if (outer.opaque !== undefined) unseen(place, table.handlers, outer.opaque);
      else missing({ ...place, handlers: table.handlers, lacks: "table" }, outer.literal, outer.literal);
      return;
    }
    const inner = innerLiteral(entry, table.property);
    if (isOpaque(inner)) {
      unseen(place, table.handlers, inner);
      return;
    }
    const lacking = table.handlers.filter(({ name }) => !inner.entries.has(name));
    if (table.isShared === true) for (const name of inner.entries.keys()) shared.add(name);
    if (inner.opaque === undefined) missing({ ...place, handlers: lacking }, inner.literal, entry.node);
    else unseen(place, lacking, inner.opaque);
    const names = new Set(table.handlers.map(({ name }) => name));
    for (const [name, { node }] of inner.entries) {
      if (names.has(name)) continue;
      surplus.push({ table, name, at: node, missing: lacking.map((each) => each.name) });
    }
  }

  function innerLiteral({ value, node }: LiteralEntry, property: string): FollowedLiteral | OpaquePart {
    if (value === undefined) return { node, why: `\`${property}\` is a function` };
    return followLiteral(value, files.parser);
  }

  function missing(gap: Omit<Gap, "at" | "into">, literal: ts.ObjectLiteralExpression, at: ts.Node): void {
    // A table without handlers must be there too, empty.
    if (gap.handlers.length === 0 && gap.lacks === undefined) return;
    gaps.push({ ...gap, at, into: foreign(literal, at, folder) ?? literal });
  }

  /** What cannot be seen may be there. Only names that appear nowhere are taken to be missing. */
  function unseen(
    place: Pick<Gap, "wanted" | "part" | "table">,
    handlers: readonly WantedHandler[],
    into: OpaquePart,
  ): void {
    const known = handlers.length === 0 ? new Set<string>() : mentioned();
    const lacking = handlers.filter(({ name }) => !known.has(name));
    if (place.table?.isShared === true) {
      for (const { name } of handlers) if (known.has(name)) shared.add(name);
    }
    if (lacking.length > 0) gaps.push({ ...place, handlers: lacking, at: into.node, into });
  }
}

/** Leaves out what another part has a handler for; and where stubs cannot be written, if they can be elsewhere. */
function oneIsEnough(gaps: readonly Gap[], has: ReadonlySet<string>): readonly Gap[] {
  const left = gaps.flatMap((gap) => {
    const isShared = (name: string) =>
      gap.lacks === "part"
        ? gap.part.tables.some((table) => table.isShared === true && table.handlers.some((each) => each.name === name))
        : gap.table?.isShared === true;
    const handlers = gap.handlers.filter(({ name }) => !(isShared(name) && has.has(name)));
    return handlers.length === 0 && gap.lacks === undefined ? [] : [{ ...gap, handlers }];
  });
  const canBeWritten = left.some((gap) => gap.table?.isShared === true && isLiteral(gap.into));
  return canBeWritten ? left.filter((gap) => gap.table?.isShared !== true || isLiteral(gap.into)) : left;
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
