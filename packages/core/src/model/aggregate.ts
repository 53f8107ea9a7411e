import type { z } from "zod";
import type { EventDefinition } from "./event.js";
import type { RejectionDefinition } from "./rejection.js";
import type { Shape } from "./shape.js";

/** A declared command: its data, the events that it may lead to, the rejections that it may meet. */
export interface CommandDefinition<EventName extends string = string, RejectionName extends string = string> {
  readonly data: Shape;
  readonly emits: readonly EventName[];
  readonly rejects?: readonly RejectionName[];
}

/** When the fold of a stream is saved, so that loading it reads only the events behind it. */
export interface SnapshotDefinition {
  /** A snapshot is saved when a stream has grown by so many events since the last one; an integer from 1. */
  readonly every: number;
  /**
   * An integer from 1, to be raised when `evolve` comes to other states from the same events: snapshots of another fold
   * version are not used. A changed schema of the state is noticed without it. Default 1.
   */
  readonly foldVersion?: number;
}

/** Names that nothing of an aggregate may have any more. */
export interface ReservedNames<EventName extends string = string> {
  /** Names that no event may have: those of events that were taken out of the model. */
  readonly events?: readonly EventName[];
}

/** The events that a command may emit: all but the retired ones. */
type EmittedName<Events> = {
  [Name in keyof Events & string]: Events[Name] extends { readonly isRetired: true } ? never : Name;
}[keyof Events & string];

/** What stands in the second argument of {@link aggregate}. */
export interface AggregateDefinition<
  State extends z.ZodType,
  Events extends Readonly<Record<string, EventDefinition>>,
  Rejections extends Readonly<Record<string, RejectionDefinition>>,
  Reserved extends string = string,
> {
  /** Schema of the instance's id; one spelling per value (lower-case UUIDs), since two spellings are two streams. */
  readonly id: z.ZodType<string>;
  /** The streams' category; holds no `-`. Default: the name with a lower-case first letter. */
  readonly category?: string;
  readonly state: State;
  readonly initialState: z.output<NoInfer<State>>;
  /** For streams that grow long. Default: none are saved, and every load reads the whole stream. */
  readonly snapshots?: SnapshotDefinition;
  readonly events: Events;
  /**
   * Names that were used once and must mean nothing else. An event of which none was ever stored may leave the model: put
   * its name here, for good. An event that was stored stays, and is `.retired()`.
   *
   * @example
   * reserved: { events: ["VideoBookmarked"] }
   */
  readonly reserved?: ReservedNames<Reserved & NoInfer<Exclude<Reserved, keyof Events>>>;
  readonly rejections?: Rejections;
  readonly commands: Readonly<
    Record<string, CommandDefinition<EmittedName<NoInfer<Events>>, keyof NoInfer<Rejections> & string>>
  >;
}

/** A model file's aggregate: what `aggregate(…)` returns and the file exports by default. */
export interface AggregateModel<EventName extends string = string> {
  readonly kind: "aggregate";
  readonly name: string;
  readonly category: string;
  readonly id: z.ZodType<string>;
  readonly state: z.ZodType;
  readonly initialState: unknown;
  readonly snapshots?: Required<SnapshotDefinition>;
  readonly eventDefinitions: Readonly<Record<string, EventDefinition>>;
  readonly reservedNames: Required<ReservedNames>;
  readonly rejectionDefinitions: Readonly<Record<string, RejectionDefinition>>;
  readonly commandDefinitions: Readonly<Record<string, CommandDefinition>>;
  /** Selects events of this aggregate for a listener's `from`. */
  events(...names: readonly [EventName, ...EventName[]]): EventSelection;
}

/** Some of an aggregate's events, for a listener's `from`. */
export interface EventSelection {
  readonly kind: "event-selection";
  readonly aggregate: AggregateModel;
  readonly types: readonly string[];
}

/**
 * Declares an aggregate: its id, state, events, rejections and commands in one literal.
 *
 * Nothing is checked here beyond the types; `factum generate` checks the whole, and names the line at fault.
 *
 * What stands at a schema marked `.meta({ secret: true })`, in the data of commands and events or in the state, is told by
 * no error. It is stored as it is.
 *
 * @param name PascalCase, e.g. `Training`
 */
export function aggregate<
  State extends z.ZodType,
  Events extends Readonly<Record<string, EventDefinition>>,
  const Rejections extends Readonly<Record<string, RejectionDefinition>> = Readonly<Record<never, RejectionDefinition>>,
  const Reserved extends string = never,
>(
  name: string,
  definition: AggregateDefinition<State, Events, Rejections, Reserved>,
): AggregateModel<keyof Events & string> {
  const model: AggregateModel<keyof Events & string> = {
    kind: "aggregate",
    name,
    category: definition.category ?? name.charAt(0).toLowerCase() + name.slice(1),
    id: definition.id,
    state: definition.state,
    initialState: definition.initialState,
    ...(definition.snapshots === undefined ? {} : { snapshots: { foldVersion: 1, ...definition.snapshots } }),
    eventDefinitions: definition.events,
    reservedNames: { events: [], ...definition.reserved },
    rejectionDefinitions: definition.rejections ?? {},
    commandDefinitions: definition.commands,
    events: (...names) => ({ kind: "event-selection", aggregate: model, types: names }),
  };
  return model;
}
