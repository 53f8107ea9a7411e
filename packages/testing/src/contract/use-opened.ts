import { afterAll, beforeAll, it } from "./runner.js";

/** Opens something before the tests of the present suite, and closes it after them. */
export function useOpened<Opened extends { close(): Promise<void> }>(open: () => Promise<Opened>): () => Opened {
  let opened: Opened | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => opened?.close());
  return () => {
    if (opened === undefined) throw new TypeError("Only tests may use what beforeAll opens.");
    return opened;
  };
}

/** Says aloud that only one way to what is under test was opened, so that its tests on two processes show nothing of two. */
export function saysIfAlone(opened: () => { readonly another?: unknown }): void {
  it("is opened by two processes", ({ skip }) => {
    if (opened().another === undefined)
      skip("No `another` was opened: nothing shows what two processes see of each other.");
  });
}
