import {
  categoryOf,
  type ObservedAppend,
  type ObservedCommand,
  type ObservedConflict,
  type ObservedLoad,
} from "@factum/core";
import type { Attributes, Context, Meter } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";

/** As the semantic conventions have them for calls of databases: most commands are one such call. */
const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
/** Of counts, where 0 and 1 are worth knowing apart from all others. */
const COUNTS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000];

/** The metrics of command handling. Categories, not streams: every attribute has as few values as the model has names. */
export class CommandMetrics {
  readonly #duration;
  readonly #conflicts;
  readonly #loadedEvents;
  readonly #appendedCommands;
  readonly #storedEvents;

  constructor(meter: Meter) {
    this.#duration = meter.createHistogram("factum.command.duration", {
      description: "Time from when a command is found valid until it is answered.",
      unit: "s",
      advice: { explicitBucketBoundaries: SECONDS },
    });
    this.#conflicts = meter.createCounter("factum.command.conflicts", {
      description: "Conflicts that led to another attempt.",
      unit: "{conflict}",
    });
    this.#loadedEvents = meter.createHistogram("factum.load.events", {
      description:
        "Events read and folded for one decision, 0 if the state was in memory; its count is the number of loads.",
      unit: "{event}",
      advice: { explicitBucketBoundaries: COUNTS },
    });
    this.#appendedCommands = meter.createHistogram("factum.append.commands", {
      description:
        "Commands of one stream that were decided together and shared an append; of a joint decision one per stream.",
      unit: "{command}",
      advice: { explicitBucketBoundaries: COUNTS },
    });
    this.#storedEvents = meter.createCounter("factum.append.events", {
      description: "Events stored by commands.",
      unit: "{event}",
    });
  }

  /** @param result what it came to, in attributes of few values; `context` is that of its span, for exemplars */
  answered(command: ObservedCommand, result: Attributes, seconds: number, context: Context): void {
    const attributes = {
      [ATTRIBUTE.aggregate]: command.aggregate,
      [ATTRIBUTE.command]: command.command,
      ...ofCategories(command.streamIds),
      ...result,
    };
    this.#duration.record(seconds, attributes, context);
  }

  loaded(load: ObservedLoad): void {
    this.#loadedEvents.record(load.events, { ...ofStream(load), [ATTRIBUTE.loadedFrom]: load.from });
  }

  appended(append: ObservedAppend): void {
    this.#appendedCommands.record(append.commands, { ...ofStream(append), [ATTRIBUTE.appendResult]: append.result });
    if (append.result === "stored") this.#storedEvents.add(append.events, ofStream(append));
  }

  conflicted(conflict: ObservedConflict): void {
    this.#conflicts.add(1, ofStream(conflict));
  }
}

function ofStream({ streamId }: { readonly streamId: string }): Attributes {
  return { [ATTRIBUTE.category]: categoryOf(streamId) };
}

/** Of streams of one category, as nearly all commands have. Other joint decisions have none: their name says which take part. */
function ofCategories(streamIds: readonly string[]): Attributes {
  const [category, another] = new Set(streamIds.map(categoryOf));
  return category === undefined || another !== undefined ? {} : { [ATTRIBUTE.category]: category };
}
