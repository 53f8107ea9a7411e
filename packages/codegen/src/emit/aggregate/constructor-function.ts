import { dataTypeOf } from "../../model/data-type.js";
import type { LoadedCommand } from "../../model/loaded-model.js";
import { block, braced, parenthesized } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";

/** `export function StartVideo(data: StartVideoData): StartVideo { … }`; without an argument where there is no data. */
export function constructorFunction(command: LoadedCommand): Doc {
  const { name } = command;
  const data = dataTypeOf(command);
  const parameters = data === undefined ? [] : [`data: ${data}`];
  const properties = [`type: ${stringLiteral(name)}`, data === undefined ? "data: {}" : "data"];
  return block(
    [`export function ${name}`, parenthesized(parameters), `: ${name}`],
    [["return ", braced(properties), ";"]],
  );
}
