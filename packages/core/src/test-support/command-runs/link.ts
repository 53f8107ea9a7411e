import { CommitUnknownError } from "../../errors/commit-unknown-error.js";
import type { AppendFault, ReadFault } from "./plan.js";
import type { Server } from "./server.js";
import type { Turns } from "./turns.js";

/** What a process is told of a request that failed and stored nothing. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** The next fault of a kind, each time it is called. */
export interface Faults {
  append(): AppendFault;
  read(): ReadFault;
}

/**
 * The way between a process and the server: every request takes a turn to get there and another one to be answered, and
 * both may be overtaken.
 */
export class Link {
  readonly #turns: Turns;
  readonly #server: Server;
  readonly #faults: Faults;
  readonly #tell: (line: string) => void;
  #isKilled = false;
  #finishes = false;

  constructor(shared: {
    readonly turns: Turns;
    readonly server: Server;
    readonly faults: Faults;
    readonly tell: (line: string) => void;
  }) {
    this.#turns = shared.turns;
    this.#server = shared.server;
    this.#faults = shared.faults;
    this.#tell = shared.tell;
  }

  /**
   * Cuts it off for ever: no request is made any more and none is answered.
   *
   * @param finishes whether the requests under way still get there
   */
  kill(finishes: boolean): void {
    this.#isKilled = true;
    this.#finishes = finishes;
  }

  async read<T>(operation: () => Promise<T>, fault: ReadFault = this.#faults.read()): Promise<T> {
    return this.#request(async () => {
      if (fault === "fails") throw new Broken("The read failed.");
      return operation();
    });
  }

  /** @param describe what happened, for the story */
  async append<T>(
    streamIds: readonly string[],
    operation: () => Promise<T>,
    describe: (result: T) => string,
  ): Promise<T> {
    const fault = this.#faults.append();
    const perform = async () => {
      const result = await this.#server.perform(operation);
      this.#tell(`${describe(result)}${fault === "none" || fault === "rival" ? "" : ` (${fault})`}`);
      return result;
    };
    return this.#request(async () => {
      switch (fault) {
        case "rival":
          for (const streamId of streamIds.slice(0, 1)) await this.#server.rival(streamId);
          this.#tell(`a rival appends to ${streamIds[0]}`);
          return perform();
        case "fails":
          this.#tell(`the append to ${streamIds.join(" and ")} fails`);
          throw new Broken("The append failed.");
        case "unknown, stored":
          await perform();
          throw unknown(streamIds);
        case "unknown, not stored":
          this.#tell(`the append to ${streamIds.join(" and ")} is lost`);
          throw unknown(streamIds);
        case "unknown, late":
          // Nobody waits for it, whatever it comes to.
          this.#turns
            .next()
            .then(perform)
            .catch(() => {});
          throw unknown(streamIds);
        case "none":
          return perform();
      }
    });
  }

  /** There and back. */
  async #request<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#isKilled) return never();
    await this.#turns.next();
    if (this.#isKilled && !this.#finishes) return never();
    const answer = await settled(operation);
    await this.#turns.next();
    return this.#isKilled ? never() : answer();
  }
}

/** The result or the error, to be had later. */
async function settled<T>(operation: () => Promise<T>): Promise<() => T> {
  try {
    const result = await operation();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function unknown(streamIds: readonly string[]): CommitUnknownError {
  return new CommitUnknownError({ streamIds, eventIds: [], cause: undefined });
}

function never(): Promise<never> {
  return new Promise(() => {});
}
