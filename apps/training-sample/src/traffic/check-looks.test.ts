import { describe, expect, it } from "vitest";
import { GOOD_LOG, reply } from "../oracle/example-log.js";
import { checkLooks } from "./check-looks.js";

const look = (id: string, position: number, listed: boolean | undefined) => {
  return { streamId: `training-${id}`, position, listed };
};

describe("checkLooks", () => {
  it("is content when everybody saw what there was to see, and skips who got no list", () => {
    const looks = [look("a", 3, true), look("a", 6, false), look("b", 2, true), look("a", 6, undefined)];
    expect(checkLooks(GOOD_LOG, { looks, replies: [] })).toMatchObject({ looked: 3, differences: [] });
  });

  it("finds a training that was not shown, and one that was still shown", () => {
    const looks = [look("a", 3, false), look("b", 5, true)];
    expect(checkLooks(GOOD_LOG, { looks, replies: [] }).differences).toEqual([
      "training-a was not in the list that was asked for at position 3",
      "training-b was still in the list that was asked for at position 5",
    ]);
  });

  it("allows for a command that may have been carried out meanwhile", () => {
    const step = { sender: "owner", type: "StartVideo", data: {} } as const;
    const answer = { kind: "unclear", why: "socket hang up" } as const;
    const unclear = { ...reply(0, "training-a", "StartVideo", {}, "nothing"), step, actor: "t1", answer };
    expect(checkLooks(GOOD_LOG, { looks: [look("a", 3, false)], replies: [unclear] }).differences).toEqual([]);
  });
});
