import { describe, expect, it } from "vitest";
import { ClientPool } from "./client-pool.js";
import { HttpClient } from "./http-client.js";

const clients = Array.from({ length: 3 }, () => new HttpClient("http://127.0.0.1:9"));

describe("ClientPool", () => {
  it("lends each client to one at a time, and serves in the order of asking", async () => {
    const pool = new ClientPool(clients);
    const lent = new Set<HttpClient>();
    const order: number[] = [];
    const work = async (taken: HttpClient[], n: number) => {
      order.push(n);
      for (const client of taken) {
        expect(lent.has(client)).toBe(false);
        lent.add(client);
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
      for (const client of taken) lent.delete(client);
    };
    const sizes = [2, 3, 1, 1, 2, 3, 1];
    await Promise.all(sizes.map((size, n) => pool.with(size, (taken) => work(taken, n))));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("lends all it has to who wants more", async () => {
    const pool = new ClientPool(clients);
    await expect(pool.with(9, (taken) => Promise.resolve(taken.length))).resolves.toBe(3);
  });

  it("takes clients back from work that failed", async () => {
    const pool = new ClientPool(clients);
    await expect(pool.with(3, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(pool.with(3, (taken) => Promise.resolve(taken.length))).resolves.toBe(3);
  });
});
