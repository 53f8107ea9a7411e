import type { Command } from "commander";
import type { Output } from "../output.js";
import { addAdd } from "./add/add.js";
import { addBreaking } from "./breaking.js";
import { addCheck } from "./check/check.js";
import { addDb } from "./db/db.js";
import { addDocs } from "./docs.js";
import { addExplain } from "./explain.js";
import { addGenerate } from "./generate.js";
import { addInit } from "./init.js";
import { addListeners } from "./listeners/listeners.js";

/** Adds every verb, in the order of `factum --help`. */
export function addVerbs(program: Command, output: Output, exit: (code: number) => void): void {
  addInit(program, output, exit);
  addAdd(program, output, exit);
  addGenerate(program, output, exit);
  addExplain(program, output, exit);
  addBreaking(program, output, exit);
  addDocs(program, output, exit);
  addCheck(program, output, exit);
  addDb(program, output, exit);
  addListeners(program, output, exit);
}
