import { aliasPath } from "../../model/model-path.js";
import { entryOf, type Lock, type LockedEvent } from "../lock.js";
import type { Change } from "./change.js";
import { compareVersions } from "./compare-versions.js";

/** What became of the events of a lock, and which came. */
export function compareEvents(before: Lock, after: Lock): readonly Change[] {
  return [
    ...Object.entries(before.events).flatMap(([name, event]) => compareEvent(name, event, before, after)),
    ...Object.entries(after.events).flatMap(([name, event]) => newEvent(name, event, before)),
  ];
}

function compareEvent(name: string, event: LockedEvent, before: Lock, after: Lock): readonly Change[] {
  const same = entryOf(after.events, name);
  const now = same === undefined ? eventWithAlias(name, after) : ([name, same] as const);
  if (now === undefined) {
    if (!isReserved(name, after)) return [gone(name, event, after)];
    return [taken(name), ...(event.aliases ?? []).flatMap((alias) => compareAliasOfNone(alias, name, after))];
  }
  const [present, is] = now;
  return [
    ...(present === name ? [] : [renamed(name, present)]),
    ...compareRetired(present, event, is),
    ...compareVersions(present, event, is, { before, after }),
    ...(event.aliases ?? []).flatMap((alias) => compareAlias(alias, present, after)),
  ];
}

function eventWithAlias(alias: string, lock: Lock): readonly [string, LockedEvent] | undefined {
  return Object.entries(lock.events).find(([, { aliases = [] }]) => aliases.includes(alias));
}

function isReserved(name: string, { reserved = [] }: Lock): boolean {
  return reserved.includes(name);
}

function compareRetired(event: string, before: LockedEvent, after: LockedEvent): readonly Change[] {
  if (before.retired === after.retired) return [];
  const common = { code: "F1406", path: ["events", event], event } as const;
  if (after.retired === true) return [{ ...common, verdict: "fine", message: `${event} is retired.` }];
  const hint = `Write .retired() again, and give what is to be emitted a name of its own.`;
  return [{ ...common, verdict: "error", message: `${event} was retired, and is retired for good.`, hint }];
}

function compareAlias(alias: string, event: string, after: Lock): readonly Change[] {
  const owner = eventWithAlias(alias, after)?.[0];
  if (owner === event) return [];
  const common = { code: "F1406", path: aliasPath(event), event } as const;
  if (owner === undefined && isReserved(alias, after)) return [taken(alias)];
  const message =
    owner === undefined
      ? `${event} was called ${alias} before; what was stored under that name can be read no more.`
      : `${alias} is what ${event} was called before; it cannot be an old name of ${owner}.`;
  return [{ ...common, verdict: "error", message, hint: `Write ${event}: ….alias(${JSON.stringify(alias)}).` }];
}

/** An event that leaves was stored under its old names too: each of them could be taken for something else. */
function compareAliasOfNone(alias: string, event: string, after: Lock): readonly Change[] {
  if (isReserved(alias, after)) return [taken(alias)];
  const message = `${event} left the model, and was called ${alias} before: that name is to be reserved too.`;
  const hint = `Write ${JSON.stringify(alias)} among the reserved names.`;
  return [{ code: "F1406", verdict: "error", message, hint, path: ["reserved", "events"], event }];
}

function renamed(before: string, after: string): Change {
  const message = `${before} is called ${after} now; builds that are older cannot read what is stored under the new name.`;
  return { code: "F1404", verdict: "warning", message, path: ["events", after], event: after };
}

function taken(name: string): Change {
  const message = `${name} left the model, and its name is reserved; if one is stored, its stream can be read no more.`;
  return { code: "F1404", verdict: "warning", message, path: ["reserved", "events"] };
}

function gone(name: string, event: LockedEvent, after: Lock): Change {
  const alike = Object.entries(after.events).find(
    ([, { versions }]) => JSON.stringify(versions) === JSON.stringify(event.versions),
  );
  const quoted = JSON.stringify(name);
  const wayOut = [
    `If it was renamed, write .alias(${quoted}) behind the new event.`,
    "If no command emits it any more, put it back with .retired().",
    `If none was ever stored, write reserved: { events: [${quoted}] }.`,
  ].join("\n");
  return {
    code: "F1404",
    verdict: "error",
    message: `${name} is no event any more, but events of this type may be stored.`,
    hint: alike === undefined ? wayOut : `Was it renamed to ${alike[0]}? ${wayOut}`,
    path: ["events"],
    event: name,
  };
}

function newEvent(name: string, { aliases = [] }: LockedEvent, before: Lock): readonly Change[] {
  const reused = [name, ...aliases].filter((each) => isReserved(each, before));
  const wasAlias = entryOf(before.events, name) === undefined ? eventWithAlias(name, before) : undefined;
  const isNew = entryOf(before.events, name) === undefined && !aliases.some((each) => entryOf(before.events, each));
  const common = { path: ["events", name], event: name } as const;
  return [
    ...reused.map((each): Change => {
      const hint = "Choose another name, and leave it among the reserved ones.";
      return { ...common, code: "F1406", verdict: "error", message: `${each} is a reserved name, for good.`, hint };
    }),
    ...(wasAlias === undefined ? [] : [oldName(name, wasAlias[0])]),
    ...(isNew ? [added(name)] : []),
  ];
}

function oldName(name: string, owner: string): Change {
  const message = `${name} is what ${owner} was called before; what is stored under that name is no new event's.`;
  return {
    code: "F1406",
    verdict: "error",
    message,
    hint: "Choose another name.",
    path: ["events", name],
    event: name,
  };
}

function added(name: string): Change {
  const message = `${name} is new; builds that are older cannot read it.`;
  return { code: "F1404", verdict: "warning", message, path: ["events", name], event: name };
}
