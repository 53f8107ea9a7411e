import type { Change } from "../lock/compare/change.js";
import { entryOf, type LockedEvent, versionsOf } from "../lock/lock.js";
import { isSound } from "../lock/lock-file.js";
import { lockFor } from "../lock/lock-for.js";
import { lockOf } from "../lock/lock-of.js";
import { sortedJson } from "../lock/sorted-json.js";
import type { LoadedEvent } from "../model/loaded-model.js";
import { versionPath } from "../model/model-path.js";
import type { Project, ProjectAggregate } from "../model/project.js";

/**
 * What to write instead of an edit: the schema version as it was, and the new one behind it with an upcaster, as text to be
 * copied. Values in the upcaster are samples; which ones are right, a person says.
 */
export function nextVersionHint(
  project: Project,
  entry: ProjectAggregate,
  { event = "", version = 1 }: Change,
): string {
  const back = `Put schema version ${version} back as it was`;
  const now = entry.model.events.find(({ name }) => name === event);
  if (now === undefined || now.versions.length !== version) return `${back}.`;
  const shape = entry.source.textOf(versionPath(event, version)) ?? "{ … }";
  const upcaster = upcasterText(lockedVersion(project, entry, event), now, fieldsNow(entry, event, version), version);
  return `${back}, and write the new one behind it: .next(${oneLine(shape)}, ${upcaster}); the values are samples.`;
}

function lockedVersion(project: Project, entry: ProjectAggregate, event: string): LockedEvent | undefined {
  const known = lockFor(project, entry);
  if (known === undefined || !isSound(known)) return undefined;
  const { events } = known.lock;
  const old = entry.model.events.find(({ name }) => name === event)?.aliases.find((alias) => entryOf(events, alias));
  return entryOf(events, event) ?? entryOf(events, old ?? "");
}

function fieldsNow({ model }: ProjectAggregate, event: string, version: number): Readonly<Record<string, string>> {
  const locked = entryOf(lockOf(model, undefined).events, event);
  return locked === undefined ? {} : fieldTexts(locked, version);
}

/** Each field's schema as text, and whether it may be missing. */
function fieldTexts(event: LockedEvent, version: number): Readonly<Record<string, string>> {
  const form = versionsOf(event)[version - 1];
  if (form?.kind !== "object") return {};
  const { fields, optional = [] } = form;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, sortedJson([optional.includes(name), field])]),
  );
}

function upcasterText(
  locked: LockedEvent | undefined,
  event: LoadedEvent,
  is: Readonly<Record<string, string>>,
  version: number,
): string {
  const was = locked === undefined ? {} : fieldTexts(locked, version);
  const gone = Object.keys(was).filter((name) => entryOf(is, name) === undefined);
  const values = event.fields
    .filter((field) => entryOf(was, field.name) !== entryOf(is, field.name) && !field.optional)
    .map(({ name, sample }) => `${name}: ${sample.kind === "value" ? JSON.stringify(sample.value) : "…"}`);
  const before = `v${version}`;
  const parameter =
    gone.length === 0 ? before : `{ ${gone.map((name) => `${name}: _${name}`).join(", ")}, ...${before} }`;
  return `(${parameter}) => (${["{ ...".concat(before), ...values].join(", ")} })`;
}

/** Text on one line; as it is, if a comment in it would take the rest of the line with it. */
function oneLine(text: string): string {
  if (text.includes("//")) return text;
  return text.replace(/,?\s*\n\s*(?=[\]})])/g, " ").replace(/\s*\n\s*/g, " ");
}
