import { UnknownEventError } from "../errors/unknown-event-error.js";
import type { StoredEvent } from "../ports/event-store.js";
import { categoryOf } from "../values/stream-id.js";
import type { DecodeOptions, EventCodec } from "./event-codec.js";
import { type RecordedEvent, recordedEvent } from "./recorded-event.js";

/** A recorded event that also says the category of its stream, so that category and type together tell which it is. */
export type InCategory<Category extends string, E extends RecordedEvent> = E & { readonly category: Category };

/** The codecs of all aggregates of an application, so that any event of the log can be read, whatever its stream. */
export interface EventRegistry<E extends InCategory<string, RecordedEvent> = InCategory<string, RecordedEvent>> {
  /** In the order given; each category once. */
  readonly codecs: readonly EventCodec[];
  /** The codec of a category; undefined if no aggregate has it. */
  codecOf(category: string): EventCodec | undefined;
  /** Whether this build knows the event's category, type and schema version. */
  reads(stored: Pick<StoredEvent, "streamId" | "type" | "schemaVersion">): boolean;
  /**
   * The stored event, decoded by the codec of its stream's category.
   *
   * @throws {UnknownEventError} for a category that no codec has
   * @throws what {@link EventCodec.decode} throws
   */
  decode(stored: StoredEvent, options?: DecodeOptions): E;
}

/**
 * Makes a registry; generated code calls it with every codec of the project, and with the union of all events.
 *
 * @throws {TypeError} if two codecs have one category
 */
export function createEventRegistry<E extends InCategory<string, RecordedEvent>>(
  codecs: readonly EventCodec[],
): EventRegistry<E> {
  const byCategory = new Map(codecs.map((codec) => [codec.category, codec]));
  if (byCategory.size < codecs.length) throw new TypeError("Two codecs have one category; each may occur once.");

  return {
    codecs,
    codecOf: (category) => byCategory.get(category),
    reads: (stored) => byCategory.get(categoryOf(stored.streamId))?.reads(stored) === true,
    decode(stored, options) {
      const category = categoryOf(stored.streamId);
      const codec = byCategory.get(category);
      if (codec === undefined) throw unknownCategory(category, stored);
      return { ...recordedEvent(stored, codec, options), category } as unknown as E;
    },
  };

  function unknownCategory(category: string, { type, schemaVersion }: StoredEvent): UnknownEventError {
    const known = codecs.length === 0 ? "no category" : `the categories ${[...byCategory.keys()].join(", ")}`;
    return new UnknownEventError({ category, type, schemaVersion, known });
  }
}
