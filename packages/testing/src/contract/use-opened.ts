import { afterAll, beforeAll } from "vitest";

/** Opens something before the tests of the present suite, and closes it after them. */
export function useOpened<Opened extends { close(): Promise<void> }>(open: () => Promise<Opened>): () => Opened {
  let opened: Opened | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  return () => {
    if (opened === undefined) throw new TypeError("Only tests may use what beforeAll opens.");
    return opened;
  };
}
