import type { Diagnostic } from "../check/diagnostic.js";
import { didYouMean } from "../check/did-you-mean.js";
import type { UserFile } from "../edit/user-file.js";
import { locationOfNode, locationOfOffset } from "../load/source/model-text.js";
import { type Gap, isLiteral, type Surplus } from "./find-gaps.js";
import { STUB_ERROR, stubLines } from "./stub-lines.js";
import type { WantedTable } from "./wanted-handlers.js";

/** The handlers that `--fix` could write, place by place; those that one of several tables is enough to have are named once. */
export function missingHandlers(folder: string, gaps: readonly Gap[]): readonly Diagnostic[] {
  const first = gaps.find((gap) => gap.table?.isShared === true);
  return gaps.flatMap((gap) => (gap.table?.isShared === true && gap !== first ? [] : missingInPlace(folder, gap)));
}

function missingInPlace(folder: string, gap: Gap): readonly Diagnostic[] {
  if (gap.handlers.length === 0) return [];
  const stubs = gap.handlers.length === 1 ? "a stub of it" : "stubs of them";
  const where = gap.table?.isShared === true ? " into each table; delete those that do not concern it" : "";
  return [
    {
      code: "F1701",
      severity: "warning",
      message: `${haveNoHandler(gap)}.`,
      hint: `\`npx factum generate --fix\` writes ${stubs}${where}.`,
      location: locationOfNode(folder, gap.at),
    },
  ];
}

/** A handler for what is not in the model: gone, or renamed. */
export function surplusHandler(folder: string, { table, name, at, missing }: Surplus): Diagnostic {
  const hint = `${newNameOf(name, table, missing)}\nIf it is gone, delete the handler by hand: \`--fix\` deletes nothing.`;
  const message = `\`${table.property}\` handles ${JSON.stringify(name)}, which is no ${table.noun}.`;
  return { code: "F1702", severity: "warning", message, hint, location: locationOfNode(folder, at) };
}

function newNameOf(name: string, table: WantedTable, missing: readonly string[]): string {
  const renamed = table.handlers.find(({ aliases }) => aliases?.includes(name) === true);
  if (renamed !== undefined) return `It is called ${JSON.stringify(renamed.name)} now.`;
  const [only] = missing;
  if (missing.length === 1) return `Was it renamed to ${JSON.stringify(only)}?`;
  return didYouMean(name, missing.length > 0 ? missing : table.handlers.map((handler) => handler.name));
}

/** Handlers that seem to be missing where `--fix` cannot write: with the text to paste. */
export function unwritableHandlers(folder: string, gap: Gap, severity: Diagnostic["severity"]): readonly Diagnostic[] {
  if (isLiteral(gap.into)) return [];
  const message = `${haveNoHandler(gap)}, and --fix cannot write there: ${gap.into.why}.`;
  return [{ code: "F1703", severity, message, hint: pasteHint(gap), location: locationOfNode(folder, gap.into.node) }];
}

/** A file that cannot be looked into. */
export function unreadableFile(folder: string, file: UserFile, severity: Diagnostic["severity"]): Diagnostic {
  const { message = "", offset = 0 } = file.problem ?? {};
  return {
    code: "F1704",
    severity,
    message: `The file ${message.replace(/\.$/, "")}. Its handlers were not looked at, and nothing was written into it.`,
    hint: "Mend it first.",
    location: locationOfOffset(folder, file.source, offset),
  };
}

function haveNoHandler({ wanted, part, table, handlers }: Gap): string {
  const isShared = table?.isShared === true;
  const names = handlers.map(({ name }) => `${isShared ? wanted.model : part.title}.${name}`).join(", ");
  const verb = handlers.length === 1 ? "has no handler" : "have no handlers";
  if (isShared) return `${names} ${verb} in any table`;
  return `${names} ${verb}${table === undefined ? "" : ` in \`${table.property}\``}`;
}

function pasteHint(gap: Gap): string {
  const lines = stubLines(gap, STUB_ERROR.name, { quote: '"', semicolon: ";" }).flatMap((item) => [
    ...item.slice(0, -1),
    `${item.at(-1) ?? ""},`,
  ]);
  const needed = `import { ${STUB_ERROR.name} } from "${STUB_ERROR.module}";`;
  const place = [gap.lacks === "part" ? undefined : gap.part.property, gap.table?.property];
  const properties = place.filter((each) => each !== undefined);
  const where = properties.length === 0 ? `what ${gap.wanted.define} is given` : `\`${properties.join(".")}\``;
  return [`Add to ${where} by hand:`, "", ...[needed, "", ...lines].map((line) => `  ${line}`.trimEnd())].join("\n");
}
