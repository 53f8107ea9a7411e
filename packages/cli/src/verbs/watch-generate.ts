import { watchProject } from "@factum/codegen";
import type { Output } from "../output.js";
import { describeRound } from "./watch-round.js";
import { createWatchScreen } from "./watch-screen.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * `factum generate --watch`: until a signal ends it.
 *
 * @throws {NoProjectError} if the folder has no `src`
 */
export async function watchGenerate(folder: string, output: Output): Promise<void> {
  const screen = createWatchScreen(output);
  const command = folder === "." ? "npx factum generate" : `npx factum generate ${folder}`;
  const watch = watchProject({
    folder,
    onOutput: output.err,
    onRound: (round) => screen.show(describeRound(round, problemsInColor(output), command)),
  });
  screen.start(`Watching ${folder === "." ? "src" : `${folder}/src`}. Ctrl-C ends it.`);
  const stop = () => {
    void watch.close();
  };
  // A terminal sends the signal to every process, and one that started us may send it once more.
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    await watch.closed;
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

/** On a terminal they stand on the screen, with everything else. */
function problemsInColor({ isTerminal = false, color = false, errorColor = false }: Output): boolean {
  return isTerminal ? color : errorColor;
}
