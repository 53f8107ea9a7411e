import { initProject } from "@factum/codegen";
import type { Command } from "commander";
import type { Output } from "../output.js";
import { reportScaffold } from "./report-scaffold.js";

const EXAMPLES = `
In an empty folder it makes a whole project: package.json, tsconfig.json, .gitignore, vitest.config.ts, and a first aggregate
with its decider and specs. In a package it adds the files that are missing, changes none, and says what is left to do.

Examples:
  $ factum init library                                 a project in a new folder
  $ factum init library --name @acme/library            with another name for the package
  $ factum init library --aggregate Loan                with Loan as its first aggregate
  $ factum init --dry-run                               what would be written in this folder`;

interface Options {
  readonly name?: string;
  readonly aggregate?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `factum init [folder]`: thin, over `initProject` of `@factum/codegen`. */
export function addInit(program: Command, output: Output, exit: (code: number) => void): void {
  program
    .command("init")
    .description("make a project, or add to a package what it lacks to be one")
    .argument("[folder]", "the project's folder, made if it is not there", ".")
    .option("--name <name>", "the package's name (default: the folder's)")
    .option("--aggregate <name>", "the first aggregate, e.g. Loan (default: Task, with a title)")
    .option("--yes", "go on in a folder that holds other files; nothing else is ever asked")
    .option("--dry-run", "write nothing, print what would be written")
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, options: Options) => {
      exit(reportScaffold(await initProject({ folder, ...options }), options.dryRun === true, output));
    });
}
