import { describe, expect, it } from "vitest";
import { reply } from "../oracle/example-log.js";
import { checkLooks } from "./check-looks.js";

const list = [{ trainingId: "a" }];
const look = (id: string, listed: boolean | undefined) => ({ streamId: `training-${id}`, position: 7, listed });

describe("checkLooks", () => {
  it("is content when everybody saw what there was to see, and skips who got no list", () => {
    const looks = [look("a", true), look("b", false), look("a", undefined)];
    expect(checkLooks(list, { looks, replies: [] })).toMatchObject({ looked: 2, differences: [] });
  });

  it("finds a training that was not shown, and one that was still shown", () => {
    const looks = [look("a", false), look("b", true)];
    expect(checkLooks(list, { looks, replies: [] }).differences).toEqual([
      "training-a was not in the list that was asked for at position 7",
      "training-b was still in the list that was asked for at position 7",
    ]);
  });

  it("allows for a command that may have been carried out later", () => {
    const step = { sender: "owner", type: "StartVideo", data: {} } as const;
    const answer = { kind: "unclear", why: "socket hang up" } as const;
    const unclear = { ...reply(0, "training-a", "StartVideo", {}, "nothing"), step, actor: "t1", answer };
    expect(checkLooks(list, { looks: [look("a", false)], replies: [unclear] }).differences).toEqual([]);
  });
});
