import { describe, expect, it } from "vitest";
import { CommitUnknownError, ConflictError, FactumError, NotImplementedError } from "../index.js";

describe("Errors", () => {
  it("of a conflict say what was expected, and what to do", () => {
    const error = new ConflictError({ streamId: "training-1", expected: "no-stream", actual: 3, attempts: 1 });
    expect(error).toBeInstanceOf(FactumError);
    expect(error).toMatchObject({ name: "ConflictError", code: "conflict", expected: "no-stream", actual: 3 });
    expect(error.message).toBe(
      'Stream "training-1" is at version 3, not at "no-stream" as expected (1 attempt). ' +
        "Read it again and decide on the fresh state.",
    );
  });

  it("of a lost commit say how to find out, and keep their cause", () => {
    const cause = new Error("socket hang up");
    const error = new CommitUnknownError({ streamIds: ["a-1", "b-2"], eventIds: ["e"], cause });
    expect(error).toMatchObject({ name: "CommitUnknownError", code: "commit-unknown", eventIds: ["e"], cause });
    expect(error.message).toContain('an append to "a-1", "b-2"; it may or may not have been stored');
  });

  it("of a stub say whose handler is missing", () => {
    const error = new NotImplementedError("Training.StartVideo");
    expect(error).toBeInstanceOf(FactumError);
    expect(error).toMatchObject({
      name: "NotImplementedError",
      code: "not-implemented",
      handler: "Training.StartVideo",
    });
    expect(error.message).toMatch(/^Training\.StartVideo is not implemented yet/);
  });
});
