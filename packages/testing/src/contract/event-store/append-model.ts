import type { Append, AppendOutcome } from "@factum/core";

/** What appends must come to, without anything that makes a store one. */
export class AppendModel {
  /** Event ids by stream. */
  #streams = new Map<string, readonly string[]>();
  /** The version that an append id led to. */
  #appendIds = new Map<string, number>();

  eventIdsIn(streamId: string): readonly string[] {
    return this.#streams.get(streamId) ?? [];
  }

  /** Performs a call: one append, or several that pass or fail together. */
  perform(appends: readonly Append[]): Omit<AppendOutcome, "position">[] {
    const [streams, appendIds] = [new Map(this.#streams), new Map(this.#appendIds)];
    const outcomes = appends.map((append) => ({ ...this.#performOne(append), hasEvents: append.events.length > 0 }));
    const alone = appends.length === 1;
    const passed = outcomes.every(({ status }) => status === "stored");
    const writes = outcomes.filter(({ hasEvents }) => hasEvents);
    const storedBefore = writes.length > 0 && writes.every(({ status }) => status === "duplicate");
    if (alone || passed) return outcomes.map(({ status, version }) => ({ status, version }));
    if (storedBefore) {
      return outcomes.map(({ status, version, hasEvents }) => ({ status: hasEvents ? status : "stored", version }));
    }

    [this.#streams, this.#appendIds] = [streams, appendIds];
    return outcomes.map(({ status }, index) => ({
      status: status === "stored" ? "withdrawn" : "conflict",
      version: this.eventIdsIn(appends[index]?.streamId ?? "").length,
    }));
  }

  #performOne({ streamId, expectedVersion, events, appendId }: Append): Omit<AppendOutcome, "position"> {
    const stream = this.eventIdsIn(streamId);
    const key = `${streamId} ${appendId}`;
    const led = appendId === undefined ? undefined : this.#appendIds.get(key);
    if (led !== undefined) return { status: "duplicate", version: led };

    const exact = expectedVersion === "no-stream" ? 0 : expectedVersion;
    const eventIds = events.map(({ eventId }) => eventId);
    const met = exact === "any" || exact === stream.length || (exact === "stream-exists" && stream.length > 0);
    if (met) {
      const after = [...stream, ...eventIds];
      this.#streams.set(streamId, after);
      if (appendId !== undefined && events.length > 0) this.#appendIds.set(key, after.length);
      return { status: "stored", version: after.length };
    }
    if (typeof exact === "number" && events.length > 0) {
      const there = stream.slice(exact, exact + events.length);
      if (there.join() === eventIds.join()) return { status: "duplicate", version: exact + events.length };
    }
    return { status: "conflict", version: stream.length };
  }
}
