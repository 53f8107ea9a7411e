import type { ts as TS } from "ts-morph";
import { appendToList, type ItemLines } from "../edit/append-to-list.js";
import { listSpanOf } from "../edit/list-span.js";
import type { UserFile } from "../edit/user-file.js";
import { type FollowedLiteral, followLiteral, isOpaque } from "../fix/follow-literal.js";
import { ts } from "../load/source/compiler.js";
import { declarationsOf } from "../load/source/declarations.js";
import { resolveExpression } from "../load/source/resolve-expression.js";
import type { ProjectAggregate } from "../model/project.js";
import { ScaffoldError } from "./scaffold-error.js";
import type { Scaffolding } from "./scaffolding.js";

/** The parts of an aggregate's literal that entries can be added to. */
export type ModelPart = "events" | "rejections" | "commands";

/** The text of an aggregate's model file, to have entries put into its literal. */
export interface ModelLiteral {
  readonly file: UserFile;
  /** Puts entries at the end of a part; makes the part if the literal has none. @throws {ScaffoldError} if it is not to be found */
  append(part: ModelPart, items: readonly ItemLines[]): void;
}

/** @throws {ScaffoldError} if the file cannot be read, or its literal cannot be followed */
export function openModelLiteral({ files, edits }: Scaffolding, { file, model }: ProjectAggregate): ModelLiteral {
  const opened = files.open(file.path);
  if (opened === undefined || opened.problem !== undefined) {
    throw new ScaffoldError(`${file.shown} ${opened?.problem?.message ?? "is gone"}.`, "Mend it first.");
  }
  const definition = definitionIn(opened);
  return {
    file: opened,
    append(part, items) {
      if (definition === undefined || isOpaque(definition)) throw byHand(part, items, "its literal cannot be followed");
      const entry = definition.entries.get(part);
      if (entry === undefined) {
        const nested = items
          .flatMap((item) => [...item.slice(0, -1), `${item.at(-1) ?? ""},`])
          .map((line) => `  ${line}`);
        insert(definition.literal, [[`${part}: {`, ...nested, "}"]]);
        return;
      }
      const inner = entry.value === undefined ? undefined : followLiteral(entry.value, files.parser);
      if (inner === undefined || isOpaque(inner)) throw byHand(part, items, inner?.why ?? `\`${part}\` is a function`);
      if (inner.literal.getSourceFile() !== opened.source)
        throw byHand(part, items, `\`${part}\` stands in another file`);
      insert(inner.literal, items);
    },
  };

  function definitionIn({ source }: UserFile): FollowedLiteral | ReturnType<typeof followLiteral> | undefined {
    const exported = declarationsOf(source).exportedByDefault;
    const call = exported && resolveExpression(exported, files.parser);
    const argument = call !== undefined && ts.isCallExpression(call) ? call.arguments[1] : undefined;
    return argument === undefined ? undefined : followLiteral(argument, files.parser);
  }

  function insert(literal: TS.ObjectLiteralExpression, items: readonly ItemLines[]): void {
    const { text, shift, style } = opened as UserFile;
    edits.insert(opened as UserFile, appendToList(text, listSpanOf(literal, shift), items, style));
  }

  function byHand(part: ModelPart, items: readonly ItemLines[], why: string): ScaffoldError {
    const lines = items
      .flatMap((item) => [...item.slice(0, -1), `${item.at(-1) ?? ""},`])
      .map((line) => `    ${line}\n`);
    return new ScaffoldError(
      `Nothing was written: ${why} in ${file.shown}.`,
      `Add to \`${part}\` of ${model.name} by hand, then run \`npx factum generate --fix\`:\n\n${lines.join("")}`,
    );
  }
}
