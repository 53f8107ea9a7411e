import type { DataOf, Shape } from "./shape.js";

/** One version of an event's data schema. */
export interface EventSchemaVersion {
  readonly shape: Shape;
  /** Turns data of the version before this one into this one's; absent on the first. */
  readonly upcast?: (previous: never) => unknown;
}

/** A declared event: every version of its schema that was ever released, the current one last. */
export interface EventDefinition {
  readonly kind: "event";
  /** Schema version n stands at index n − 1. */
  readonly versions: readonly EventSchemaVersion[];
  /** The names that it had before: events stored under them are read as this one. */
  readonly aliases: readonly string[];
  /** Whether no command may emit it any more. */
  readonly isRetired: boolean;
}

/** An event declaration that knows its current shape, and so can be carried on. */
export interface EventDeclaration<S extends Shape, Retired extends boolean = false> extends EventDefinition {
  readonly isRetired: Retired;
  /**
   * Declares the next schema version. Append-only: a released version is never edited, because its events are stored.
   *
   * @param upcast turns data of the version before into this one's, at read time; pure
   *
   * @example
   * event({ reason: z.string() }).next({ reason: z.string(), by: z.string() }, (v1) => ({ ...v1, by: "unknown" }))
   */
  next<Next extends Shape>(
    shape: Next,
    // NoInfer: what the shape says is known before the upcaster is looked at, so its literals need no `as const`.
    upcast: NoInfer<(previous: DataOf<S>) => DataOf<Next>>,
  ): EventDeclaration<Next, Retired>;
  /**
   * Says what the event was called before. Events stored under the old name are read as this one, through the same schema
   * versions; new ones are stored under the new name. An old name stays for as long as its events are stored: for good.
   *
   * @example
   * RegistrationCanceled: event({ reason: z.string() }).alias("RegistrationRevoked")
   */
  alias(...names: readonly [string, ...string[]]): EventDeclaration<S, Retired>;
  /**
   * Says that no command emits the event any more. What is stored of it is still read: `evolve` folds it, and read models
   * may follow it. For good: its name is never used for anything else.
   *
   * @example
   * VideoSkipped: event({ videoId: VideoId }).retired()
   */
  retired(): EventDeclaration<S, true>;
}

/**
 * Declares an event by the shape of its data.
 *
 * What stands at a schema marked `.meta({ secret: true })` is told by no error.
 *
 * @example
 * event({ videoId: VideoId })
 */
export function event<const S extends Shape>(shape: S): EventDeclaration<S> {
  return eventOf({ versions: [{ shape }], aliases: [], isRetired: false });
}

function eventOf<S extends Shape, Retired extends boolean>(
  parts: Omit<EventDefinition, "kind"> & { readonly isRetired: Retired },
): EventDeclaration<S, Retired> {
  return {
    kind: "event",
    ...parts,
    next: (shape, upcast) => eventOf({ ...parts, versions: [...parts.versions, { shape, upcast }] }),
    alias: (...names) => eventOf({ ...parts, aliases: [...parts.aliases, ...names] }),
    retired: () => eventOf({ ...parts, isRetired: true }),
  };
}
