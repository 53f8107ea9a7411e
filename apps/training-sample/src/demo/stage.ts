import type { PgStore } from "@factum/pg-adapter";
import type { Terminal } from "../terminal/terminal.js";

/** What every act of the demo plays on. */
export interface Stage {
  readonly terminal: Terminal;
  /** Two stores on one database, each with connections of its own, as two processes have them. */
  readonly processes: readonly [PgStore, PgStore];
  readonly schema: string;
  /** Aborted when the person at the terminal has seen enough. */
  readonly signal: AbortSignal;
}
