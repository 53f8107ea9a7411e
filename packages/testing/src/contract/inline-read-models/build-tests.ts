import { type Lease, type ListenerStore, nameOfBuild, type ReadModel } from "@factum/core";
import { expect, vi } from "vitest";
import { newEvent, safeFrom } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { appendOf, type InlineModels, newAccount, rowsWith, type Stores } from "./make.js";

/** By the clock of whoever makes read models inline; far less where it is done at once. */
const PATIENCE = { timeout: 20_000, interval: 50 };

export function buildTests(models: InlineModels, stores: () => Stores & { readonly listeners: ListenerStore }): void {
  const { rebuilt } = models;
  const builds = () => stores().readModels.builds(rebuilt);

  describe("a new build of a read model that is inline", () => {
    it("is given up, and appends go on writing the live one", async () => {
      const { live, building } = await begin();
      expect(await builds()).toEqual({ live, building, inline: true });
      expect(await stores().readModels.cancelBuild(rebuilt)).toBe(building);
      expect(await builds()).toEqual({ live, building: null, inline: true });
      await marked();
    });

    it("is written by appends from the moment in which queries read it", async () => {
      const { building, commit } = await begin();
      await commit(await safeFrom(stores().events, await marked()));
      await vi.waitFor(async () => {
        // Who sees that it is near may have done it already.
        await stores().readModels.swap(rebuilt);
        expect(await builds()).toEqual({ live: building, building: null, inline: true });
      }, PATIENCE);
      await marked();
    });

    it("does not take its place with dead letters, unless that is accepted; and is inline when they were handled", async () => {
      const { live, building, lease, commit } = await begin();
      const upTo = await safeFrom(stores().events, await marked());
      const letter = { key: "somebody", position: upTo, error: null };
      await commit(upTo, [letter]);
      await expect(stores().readModels.swap(rebuilt)).rejects.toMatchObject({ code: "incomplete-build" });
      expect(await builds()).toEqual({ live, building, inline: true });

      await vi.waitFor(async () => {
        expect(await stores().readModels.swap(rebuilt, { acceptMissing: true })).toBe(true);
      }, PATIENCE);
      expect(await builds()).toEqual({ live: building, building: null });
      expect(await stores().listeners.deadLettersOf(lease.listener, "somebody")).toEqual([letter]);

      const handled = { lease, from: upTo, to: upTo, parked: [], replayed: [letter] };
      expect(await stores().listeners.advance(handled)).toBe(true);
      await vi.waitFor(async () => {
        await stores().events.append(appendOf(newAccount(models).streamId, newEvent({}, "Noted")));
        expect(await builds()).toEqual({ live: building, building: null, inline: true });
      }, PATIENCE);
      await marked();
    });

    /** Appends an event whose row must be there at once. @returns its position */
    async function marked(): Promise<number> {
      const { streamId, account } = newAccount(models);
      const { position } = await stores().events.append(appendOf(streamId, newEvent({}, "Marked")));
      expect(await rowsWith(stores(), rebuilt, { account })).toEqual([{ account, marks: 1 }]);
      return position;
    }

    /** A new build whose lease is held here. */
    async function begin() {
      const { readModels, listeners } = stores();
      await marked();
      const building = await readModels.startBuild(rebuilt);
      const { live } = await readModels.prepare(rebuilt);
      const lease = await leaseOf(listeners, rebuilt, building);
      const commit = async (to: number, parked: readonly Parked[] = []) => {
        const move = { lease, from: 0, to, parked, replayed: [] };
        expect(await readModels.commit(move, building, [])).toBe(true);
      };
      return { live, building, lease, commit };
    }
  });
}

interface Parked {
  readonly key: string;
  readonly position: number;
  readonly error: null;
}

async function leaseOf(listeners: ListenerStore, model: ReadModel, build: number): Promise<Lease> {
  const name = nameOfBuild(model, build);
  const tables = model.tables.map((table) => nameOfBuild(table, build));
  await listeners.declare({ name, kind: "read-model", shards: 1, tables });
  const [lease] = await listeners.acquire({ listeners: [name], owner: "web-1", ttlMs: 3_600_000 });
  if (lease === undefined) throw new TypeError(`The lease of ${name} was not to be had.`);
  return lease;
}
