import { parenthesized } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { jsDoc } from "../printer/js-doc.js";
import type { ReadModelEmission } from "./read-model-emission.js";

/** `RegistrationCreated(event: RecordedRegistrationCreated, row: …): …;` for every event that the read model follows. */
export function foldMethods({ sources }: ReadModelEmission, values: string): readonly Doc[] {
  return sources.flatMap(({ aggregate, events }) =>
    events.map((event) => [
      jsDoc(aggregate.source.docOf(["events", event.name])),
      event.name,
      parenthesized([`event: Recorded${event.name}`, `row: ${values} | null`]),
      `: ${values} | null;`,
    ]),
  );
}
