import { type CodePage, codePages, didYouMean } from "@factum/codegen";
import type { Command } from "commander";
import { ExitCode } from "../exit-code.js";
import type { Output } from "../output.js";
import { table } from "../text/table.js";

const EXAMPLES = `
Examples:
  $ factum explain F1203    what the code means, why it is a problem, a wrong example and the right one
  $ factum explain          every code, with one line each`;

/** `factum explain [code…]`: the pages about diagnostics, in the terminal. */
export function addExplain(program: Command, output: Output, exit: (code: number) => void): void {
  program
    .command("explain")
    .description("say what the code of a diagnostic means, and what to do")
    .argument("[codes...]", "codes like F1203; without any, all are listed")
    .addHelpText("after", EXAMPLES)
    .action((codes: readonly string[]) => {
      const pages = codePages();
      if (codes.length === 0) output.out(table(pages.map(({ code, title }) => [code, title])));
      const asked = [...new Set(codes.map((code) => code.toUpperCase()))];
      output.out(asked.flatMap((code) => pages.find((page) => page.code === code)?.text ?? []).join("\n"));
      const unknown = asked.filter((code) => !pages.some((page) => page.code === code));
      for (const code of unknown) output.err(`${unknownCode(code, pages)}\n`);
      exit(unknown.length === 0 ? ExitCode.fine : ExitCode.failed);
    });
}

function unknownCode(code: string, pages: readonly CodePage[]): string {
  const known = pages.map((page) => page.code);
  return `There is no code ${JSON.stringify(code)}. ${didYouMean(code, known)} \`factum explain\` lists all.`;
}
