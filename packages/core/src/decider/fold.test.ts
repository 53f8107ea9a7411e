import { expect, it } from "vitest";
import { counter } from "../test-support/counter.js";
import { fold } from "./fold.js";

it("a fold goes on from a state, event by event", () => {
  const counted = (by: number) => ({ type: "Counted", data: { by, key: "a" } }) as const;
  expect(fold(counter, { count: 1, closed: false }, [counted(2), counted(3)])).toEqual({ count: 6, closed: false });
  expect(fold(counter, { count: 1, closed: false }, [])).toEqual({ count: 1, closed: false });
});
