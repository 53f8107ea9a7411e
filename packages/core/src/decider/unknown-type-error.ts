import { FactumError } from "../errors/factum-error.js";

/** A command or event of a type that the generated dispatch does not know, met at run time. */
export class UnknownTypeError extends FactumError {
  readonly code = "unknown-type";
  readonly type: string;

  constructor(type: string) {
    super(`Nothing handles the type ${JSON.stringify(type)}. Was it made by another version of the generated code?`);
    this.type = type;
  }
}

/**
 * The end of every generated `switch`: a type error if a case is missing, a clear error if one turns up at run time.
 *
 * @param value the command or event, or its type where the union has a single member (TypeScript narrows only unions)
 */
export function unreachable(value: never): never {
  const unknown = value as string | { readonly type: string };
  throw new UnknownTypeError(typeof unknown === "string" ? unknown : unknown.type);
}
