import { describe, expect, it } from "vitest";
import { reply } from "../oracle/example-log.js";
import type { Answer } from "../oracle/reply.js";
import { checkRefusals } from "./check-refusals.js";
import type { Step } from "./plan.js";
import type { StepReply } from "./send-step.js";

const created: StepReply = asked(0, "admin", {
  kind: "accepted",
  version: 1,
  position: 1,
  events: ["RegistrationCreated"],
});

function asked(sentAt: number, sender: Step["sender"], answer: Answer, refusal?: Step["refusal"]): StepReply {
  const step: Step = { sender, type: "StartVideo", data: {}, ...(refusal === undefined ? {} : { refusal }) };
  const data = { traineeId: "t1" };
  return { ...reply(sentAt, "training-a", "StartVideo", data, "nothing"), step, actor: "t1", answer };
}

const differences = (...replies: StepReply[]) => checkRefusals([created, ...replies]).differences;
const refused = (why: string): Answer => ({ kind: "refused", why });

describe("checkRefusals", () => {
  it("is content when the invalid is refused for its reason", () => {
    expect(differences(asked(10, "owner", refused("400 Invalid data"), 400))).toEqual([]);
  });

  it("finds what was refused for another reason, or accepted", () => {
    expect(differences(asked(10, "owner", refused("404 Not found"), 400))).toHaveLength(1);
    expect(differences(asked(10, "owner", { kind: "accepted", version: 2, position: 2, events: [] }, 403))).toEqual([
      "training-a: StartVideo by the owner was answered accepted, not 403",
    ]);
  });

  it("finds a fair command that was refused, except while nobody could know of the registration", () => {
    expect(differences(asked(10, "owner", refused("404 Not found")))).toHaveLength(1);
    expect(differences(asked(3, "owner", refused("404 Not found")))).toEqual([]);
    expect(differences(asked(10, "admin", refused("403 Not permitted")))).toHaveLength(1);
    expect(differences(asked(10, "admin", refused("409 Conflict")))).toEqual([]);
  });
});
