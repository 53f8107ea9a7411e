/** Entry of the child process: loads the project's registry, then examines batches of events until its parent is gone. */
import { pathToFileURL } from "node:url";
import type { EventRegistry } from "@factum/core";
import { endWithoutParent } from "../load/end-without-parent.js";
import { stackPlace } from "../load/evaluate/stack-place.js";
import { shownPath } from "../load/source/model-text.js";
import { examineEvent } from "./examine-event.js";
import type { ExamineReply, ExamineRequest } from "./protocol.js";

// Taken before the project's code runs, so that code which replaces it cannot change the conversation.
const send = process.send?.bind(process);
const folder = process.cwd();
let registry: EventRegistry | undefined;

process.on("message", (request: ExamineRequest) => {
  if (request.type === "load") void load(request.registry).then(reply);
  else reply(examine(request));
});

// Whoever asked is gone.
process.once("disconnect", () => process.exit(1));
endWithoutParent();

// Ctrl-C in a terminal goes to all of its processes; this one ends when its parent has what it needs.
process.on("SIGINT", () => {});

// An upcaster that is async gives back a promise, which is a finding; that the promise fails later must end nothing.
process.on("unhandledRejection", () => {});

function reply(message: ExamineReply): void {
  send?.(message);
}

async function load(file: string): Promise<ExamineReply> {
  try {
    const module = (await import(pathToFileURL(file).href)) as Exports & { readonly default?: Exports };
    // A package without `"type": "module"` is compiled to CommonJS, whose exports stand one level deeper.
    registry = module.eventRegistry ?? module.default?.eventRegistry;
    if (registry !== undefined) return { type: "loaded" };
    return { type: "failed", message: "It exports no eventRegistry." };
  } catch (error) {
    const place = stackPlace(error, folder);
    const at = place === undefined ? "" : ` (${shownPath(folder, place.file)}:${place.line}:${place.column})`;
    return { type: "failed", message: `${String(error)}${at}` };
  }
}

interface Exports {
  readonly eventRegistry?: EventRegistry;
}

function examine({ events }: Extract<ExamineRequest, { type: "examine" }>): ExamineReply {
  const by = registry;
  if (by === undefined) return { type: "failed", message: "No registry was loaded." };
  return { type: "examined", findings: events.flatMap((stored) => examineEvent(by, stored, folder)) };
}
