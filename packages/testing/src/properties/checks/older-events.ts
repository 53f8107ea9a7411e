import type { DomainEvent, EncodedEvent, EventCodec } from "@factum/core";
import type { AggregateModel } from "@factum/core/model";
import fc from "fast-check";
import { describeMessage } from "../../describe/describe-message.js";
import type { Checks } from "../../free-checks/checks.js";
import { frozenCopy } from "../../free-checks/frozen-copy.js";
import { twice } from "../../free-checks/twice.js";
import { withoutMutation } from "../../free-checks/without-mutation.js";
import { messageOf } from "../any-message.js";
import type { PropertyOptions } from "../property-options.js";

/** An event as an older build stored it. */
export interface OlderEvent {
  /** For people, e.g. `// stored: RegistrationCreated (schema version 1) { traineeId: '…' }`. */
  readonly described: string;
  /** As it is read today; its data fit the schema of today, upcasters are pure. */
  read(codec: EventCodec): DomainEvent;
}

const UPCASTER_CHECKS: Checks = new Set(["deterministic", "no-mutation"] as const);

/** Whether any event has a schema version or a name that is not its present one. */
export function hasOlderVersions({ eventDefinitions }: AggregateModel): boolean {
  return Object.values(eventDefinitions).some(({ versions, aliases }) => versions.length > 1 || aliases.length > 0);
}

/** Events of every older schema version, and under every older name. */
export function olderEvents(
  { eventDefinitions }: AggregateModel,
  options: Pick<PropertyOptions, "arbitraries">,
): fc.Arbitrary<OlderEvent> {
  const all = Object.entries(eventDefinitions).flatMap(([name, { versions, aliases }]) =>
    versions.flatMap(({ shape }, index) => {
      const names = index === versions.length - 1 ? aliases : [name, ...aliases];
      return names.map((type) => {
        const place = `the data of ${type}, schema version ${index + 1}`;
        return messageOf(type, shape, place, options).map((stored) =>
          olderEvent({ ...stored, schemaVersion: index + 1 } as EncodedEvent),
        );
      });
    }),
  );
  return fc.oneof(...all);
}

function olderEvent(stored: EncodedEvent): OlderEvent {
  const { type, schemaVersion, data } = stored;
  return {
    described: `// stored: ${describeMessage(`${type} (schema version ${schemaVersion})`, data)}`,
    read: (codec) => {
      const name = `The upcaster of ${type} from schema version ${schemaVersion}`;
      const hint = "An upcaster makes the new data of the old data alone.";
      const run = () => withoutMutation(name, UPCASTER_CHECKS, () => codec.decode(frozenCopy(stored), { check: true }));
      return twice({ name, hint, run }, UPCASTER_CHECKS);
    },
  };
}
