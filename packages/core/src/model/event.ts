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
}

/** An event declaration that knows its current shape, and so can be carried on. */
export interface EventDeclaration<S extends Shape> extends EventDefinition {
  /**
   * Declares the next schema version. Append-only: a released version is never edited, because its events are stored.
   *
   * @param upcast turns data of the version before into this one's, at read time; pure
   */
  next<Next extends Shape>(shape: Next, upcast: (previous: DataOf<S>) => DataOf<Next>): EventDeclaration<Next>;
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
  return eventOf([{ shape }]);
}

function eventOf<S extends Shape>(versions: readonly EventSchemaVersion[]): EventDeclaration<S> {
  return {
    kind: "event",
    versions,
    next: (shape, upcast) => eventOf([...versions, { shape, upcast }]),
  };
}
