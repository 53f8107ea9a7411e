import { describe, expect, it } from "vitest";
import { ChangeFeed } from "./change-feed.js";

const LONG = 60_000;

describe("ChangeFeed", () => {
  it("releases everybody who waits when something moves", async () => {
    const feed = new ChangeFeed();
    const waiting = Promise.all([feed.next(0, LONG), feed.next(0, LONG)]);
    feed.moved();
    await waiting;
    expect(feed.count).toBe(1);
  });

  it("does not let wait who has missed a move", async () => {
    const feed = new ChangeFeed();
    feed.moved();
    await feed.next(0, LONG);
  });

  it("lets go after the time that was given", async () => {
    await new ChangeFeed().next(0, 1);
  });

  it("lets go who is gone", async () => {
    const gone = new AbortController();
    const waiting = new ChangeFeed().next(0, LONG, gone.signal);
    gone.abort();
    await waiting;
    await new ChangeFeed().next(0, LONG, gone.signal);
  });

  it("lets everybody go when it is closed, also those who come later", async () => {
    const feed = new ChangeFeed();
    const waiting = feed.next(0, LONG);
    feed.close();
    await waiting;
    await feed.next(0, LONG);
    expect(feed.closed).toBe(true);
  });
});
