import { InvalidOptionError, type OutcomeStore, uuidv7 } from "@factum/core";
import { expect } from "vitest";
import { newStream } from "../event-store/make.js";
import { describe, it } from "../runner.js";
import { accepted, rejected } from "./make.js";

/** Before and after whatever the clock says where the outcomes are kept. */
const [PAST, FUTURE] = ["2000-01-01T00:00:00Z", "2999-12-31T23:59:59.999+02:00"];

/** Outcomes are forgotten from a time on, and not before. */
export function forgetTests(store: () => OutcomeStore, another: () => OutcomeStore): void {
  describe("to forget", () => {
    it("takes what was remembered before the instant, and says how much it was", async () => {
      await store().forget(FUTURE);
      const places = Array.from({ length: 3 }, () => ({ streamId: newStream(), commandId: uuidv7() }));
      for (const place of places) await store().settle(rejected(place));
      expect(await another().forget(PAST)).toBe(0);
      for (const { streamId, commandId } of places) expect(await store().find(streamId, commandId)).toBeDefined();

      expect(await another().forget(FUTURE)).toBe(3);
      for (const { streamId, commandId } of places) expect(await store().find(streamId, commandId)).toBeUndefined();
      expect(await another().forget(FUTURE)).toBe(0);
    });

    it("lets a command that is repeated be decided again, unless it stored events", async () => {
      const [forgotten, kept] = [newStream(), newStream()].map((streamId) => ({ streamId, commandId: uuidv7() }));
      if (forgotten === undefined || kept === undefined) throw new TypeError("There are two places.");
      await store().settle(rejected(forgotten));
      const first = await store().settle(accepted(kept));
      await store().forget(FUTURE);
      expect(await store().settle(accepted(forgotten))).toMatchObject({ status: "stored", version: 1 });
      expect(await store().settle(rejected(kept))).toEqual({ ...first, status: "duplicate" });
    });

    it("while commands are settled disturbs none of them", async () => {
      const places = Array.from({ length: 20 }, () => ({ streamId: newStream(), commandId: uuidv7() }));
      const [results] = await Promise.all([
        Promise.all(places.map((place) => store().settle(rejected(place)))),
        ...places.map(() => another().forget(FUTURE)),
      ]);
      expect(results.map(({ status }) => status)).toEqual(places.map(() => "stored"));
    });

    it.each(["", "yesterday", "2031-05-17", "2031-05-17T08:00:00", undefined])(
      "refuses %j for an instant",
      async (before) => {
        await expect(store().forget(before as string)).rejects.toThrow(InvalidOptionError);
      },
    );
  });
}
