import { describe, expect, it } from "vitest";
import { CommitUnknownError, createCommandHandler } from "../index.js";
import { account, depositOnce, pay } from "./commands-page.js";
import { ProbedStore } from "./probed-store.js";

const unknown = () => {
  throw new CommitUnknownError({ streamIds: ["account-ada"], eventIds: [], cause: undefined });
};

describe("The code of docs/commands.md", () => {
  it("finds out what became of a deposit that nobody knew about, and makes it once", async () => {
    const store = new ProbedStore();
    store.afterAppend(unknown);
    expect(await depositOnce(createCommandHandler({ store }), "ada", 5)).toMatchObject({ version: 1 });
    expect(await store.safePosition()).toBe(1);
  });

  it("makes a deposit that was lost", async () => {
    const store = new ProbedStore();
    store.beforeAppend(unknown);
    expect(await depositOnce(createCommandHandler({ store }), "ada", 5)).toMatchObject({ version: 1 });
    expect(await store.safePosition()).toBe(1);
  });

  it("moves money that is there, and none that is not", async () => {
    const handleCommand = createCommandHandler({ store: new ProbedStore() });
    await handleCommand(account, "ada", { type: "Deposit", data: { amount: 5 } });
    expect(await pay(handleCommand, "ada", "bela", 4)).toBe("paid at 3");
    expect(await pay(handleCommand, "ada", "bela", 4)).toBe("There is not enough money.");
  });
});
