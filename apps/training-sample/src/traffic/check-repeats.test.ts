import { expect, it } from "vitest";
import { reply } from "../oracle/example-log.js";
import type { Answer } from "../oracle/reply.js";
import { checkRepeats } from "./check-repeats.js";
import type { StepReply } from "./send-step.js";

const first: Answer = { kind: "accepted", version: 2, position: 3, events: ["VideoStarted"] };
const repliesOf = (again?: Answer): StepReply[] => [
  {
    ...reply(0, "training-a", "StartVideo", {}, "nothing"),
    answer: first,
    key: "key",
    step: { sender: "owner", type: "StartVideo", data: {} },
    actor: "t1",
    ...(again === undefined ? {} : { again }),
  },
];

it.each<[string, Answer | undefined, number, number]>([
  ["is content with the same answer", { ...first }, 1, 0],
  ["does not look at what was not sent again", undefined, 0, 0],
  ["does not blame a broken connection", { kind: "unclear", why: "socket hang up" }, 0, 0],
  ["finds a new event", { ...first, version: 3, position: 4 }, 1, 1],
  ["finds a decision in the place of the answer", { ...first, events: [] }, 1, 1],
  ["finds a refusal", { kind: "refused", why: "422 Reused idempotency key" }, 1, 1],
])("%s", (_what, again, looked, differences) => {
  const verdict = checkRepeats(repliesOf(again));
  expect([verdict.looked, verdict.differences.length]).toEqual([looked, differences]);
});
