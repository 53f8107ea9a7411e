import type { AppendOutcome } from "@factum/core";
import { describe, expect, it } from "vitest";
import { QueuedGroup } from "./queued-group.js";

const append = (streamId: string) => ({ streamId, expected: 0, appendId: null, events: [] });
const duplicate: AppendOutcome = { status: "duplicate", version: 1, position: 1 };
const checked: AppendOutcome = { status: "stored", version: 1, position: 0 };
const withdrawn: AppendOutcome = { status: "withdrawn", version: 0, position: 0 };

describe("A group whose connection broke under way, and which was sent again,", () => {
  function sentAgain(...givenIds: boolean[]): QueuedGroup {
    const group = new QueuedGroup(
      givenIds.map((_, index) => append(`a-${index}`)),
      { givenIds, signal: undefined, withdraw: () => false },
    );
    group.uncertainSince = 0;
    return group;
  }

  it("was stored the first time if all of it is there, but for what has an append id of the caller's", async () => {
    const group = sentAgain(false, true, false);
    group.succeed([duplicate, duplicate, checked]);
    expect(await group.outcome).toEqual([{ ...duplicate, status: "stored" }, duplicate, checked]);
  });

  it("was not if it is refused: the duplicates in it are what others have stored", async () => {
    const group = sentAgain(false, false);
    group.succeed([duplicate, withdrawn]);
    expect(await group.outcome).toEqual([duplicate, withdrawn]);
  });
});
