import { type EmbeddedPostgres, startTestServer } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Chaos } from "../test-support/chaos/chaos.js";
import { stockFaults } from "../test-support/chaos/chaos-oracle.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";

const BLOWS = stressSize(8, 300);
const FREEZES = stressSize(5, 30);

describe("listeners whose processes are killed, frozen and cut off, with poison in the log", () => {
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.stop());

  it(`count every event once through ${BLOWS} blows, a crash of the server and a rebuild`, {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    const chaos = await Chaos.open(server, "chaos", { shards: 2, without: "nothing", poison: true });
    try {
      await chaos.strike(BLOWS / 2);
      await chaos.crashAndRebuild();
      await chaos.strike(BLOWS / 2);
      const { events, parked } = await chaos.settle();
      expect(await stockFaults(chaos.store)).toEqual([]);
      expect(await chaos.builds()).toEqual({ live: 2, building: null });
      // Else nothing was to be got over.
      expect(parked).toBeGreaterThan(0);
      console.info(`chaos: ${BLOWS} blows, ${events} events, ${parked} times parked, every row as it must be`);
    } finally {
      await chaos.close();
    }
  });

  // An owner has to be frozen in the middle of a batch, which on a busy machine may take more than one round.
  it("miscount, as a control, if they write without a fence", { timeout: STRESS_TIMEOUT_MS }, async () => {
    let faults: readonly string[] = [];
    for (let round = 1; round <= 5 && faults.length === 0; round++) {
      const chaos = await Chaos.open(server, `unfenced_${round}`, { shards: 1, without: "fence", poison: false });
      try {
        await chaos.freezeOwners(FREEZES);
        await chaos.settle();
        faults = await stockFaults(chaos.store);
      } finally {
        await chaos.close();
      }
    }
    expect(faults).not.toEqual([]);
  });

  it("miscount, as a control, if rows of many streams are sharded by stream", {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    const chaos = await Chaos.open(server, "by_stream", { shards: 2, without: "shards by row", poison: false });
    try {
      await chaos.freezeOwners(2);
      await chaos.settle();
      const faults = await stockFaults(chaos.store);
      expect(faults.filter((fault) => fault.startsWith("stock_kinds"))).not.toEqual([]);
      expect(faults.filter((fault) => fault.startsWith("stock_places"))).toEqual([]);
    } finally {
      await chaos.close();
    }
  });
});
