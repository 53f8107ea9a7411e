import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** Runs a program that may import the notifier from `./rabbitmq-notifier.js`, and returns its exit code and what it wrote. */
export async function runProgram(program: string): Promise<{ code: number | null; output: string }> {
  const args = ["--conditions=@factum/source", "--import", "tsx", "--input-type=module", "--eval"];
  const source = program.replaceAll("./rabbitmq-notifier.js", new URL("../rabbitmq-notifier.ts", import.meta.url).href);
  const child = spawn(process.execPath, [...args, source], { stdio: ["ignore", "pipe", "pipe"] });
  // One that does not end by itself must not outlive its test, which fails by then.
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}
