import { nameOfBuild, nameOfInline } from "@factum/core";
import type { NamedReadModel } from "./read-builds.js";

/** The listener of a read model's live build: the one that writes it, or the one that follows the appends that do. */
export function liveListener(
  model: NamedReadModel,
  { live, inline }: { readonly live: number; readonly inline?: boolean },
): string {
  return inline === true ? nameOfInline(model, live) : nameOfBuild(model, live);
}
