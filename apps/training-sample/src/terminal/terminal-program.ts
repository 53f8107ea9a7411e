import { onStopSignals } from "../process/signals.js";
import { type Terminal, terminalOn } from "./terminal.js";
import { UsageError } from "./whole-number.js";

/** A program for the terminal, such as the demo. */
export interface TerminalProgram<Options> {
  /** How it is called, e.g. `npm run demo`. */
  readonly command: string;
  /** What could not go on, if it fails, e.g. `The demo`. */
  readonly title: string;
  readonly help: string;
  /** What it says after Ctrl-C, when everything has been put away. */
  readonly stopped: string;
  /** @throws {UsageError} */
  readonly readOptions: (args: string[]) => Options | "help";
  /** @returns whether all of it holds; it has said what does not */
  readonly run: (terminal: Terminal, options: Options, signal: AbortSignal) => Promise<boolean>;
}

/** Runs it to its exit code: 0 all holds, 1 something does not or went wrong, 2 wrong options, 130 stopped by a signal. */
export async function runTerminalProgram<Options>(program: TerminalProgram<Options>): Promise<void> {
  const stop = new AbortController();
  onStopSignals(
    () => stop.abort(),
    () => process.exit(130),
  );
  process.exitCode = await exitCodeOf(program, stop.signal);
}

async function exitCodeOf<Options>(program: TerminalProgram<Options>, signal: AbortSignal): Promise<number> {
  try {
    const options = program.readOptions(process.argv.slice(2));
    if (options === "help") {
      process.stdout.write(program.help);
      return 0;
    }
    return (await program.run(terminalOn(process.stdout, process.env), options, signal)) ? 0 : 1;
  } catch (error) {
    if (signal.aborted) {
      console.error(`\n${program.stopped}`);
      return 130;
    }
    if (error instanceof UsageError) {
      console.error(`${error.message}\n${program.command} -- --help says what there is.`);
      return 2;
    }
    console.error(error instanceof Error ? `${program.title} could not go on: ${error.message}` : error);
    return 1;
  }
}
