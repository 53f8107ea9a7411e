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
    const outcomes = appends.map((append) => {
      const before = streams.get(append.streamId)?.length ?? 0;
      const { status, version } = this.#performOne(append, before);
      // What repeats another append of its own call.
      const isOwn = status === "duplicate" && version > before;
      return { status, version, isOwn, hasEvents: append.events.length > 0 };
    });
    const alone = appends.length === 1;
    const conflicts = outcomes.some(({ status }) => status === "conflict");
    const duplicates = outcomes.some(({ status }) => status === "duplicate");
    const writes = outcomes.filter(({ hasEvents }) => hasEvents);
    const passed = !conflicts && (!duplicates || writes.length === 0);
    const storedBefore = writes.length > 0 && writes.every(({ status }) => status === "duplicate");
    if (alone || passed) return outcomes.map(({ status, version }) => ({ status, version }));
    if (storedBefore) {
      return outcomes.map(({ status, version }) => ({ status: status === "conflict" ? "stored" : status, version }));
    }

    [this.#streams, this.#appendIds] = [streams, appendIds];
    const isBlamed = outcomes.some(({ status, isOwn }) => status !== "stored" && !isOwn);
    return outcomes.map(({ status, version, isOwn }, index) => {
      if (status === "duplicate" && !isOwn) return { status, version };
      const refusal = status === "conflict" || (isOwn && !isBlamed) ? "conflict" : "withdrawn";
      return { status: refusal, version: this.eventIdsIn(appends[index]?.streamId ?? "").length };
    });
  }

  #performOne(append: Append, before: number): Omit<AppendOutcome, "position"> {
    const { streamId, expectedVersion, events, appendId } = append;
    const stream = this.eventIdsIn(streamId);
    const key = `${streamId} ${appendId}`;
    const led = appendId === undefined ? undefined : this.#appendIds.get(key);
    if (led !== undefined && (events.length > 0 || led <= before)) return { status: "duplicate", version: led };

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
