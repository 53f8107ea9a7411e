import { parseArgs } from "node:util";
import { CreateError } from "./create-error.js";

/** What the command line asks for. */
export interface Arguments {
  /** Undefined if it names none. */
  readonly name: string | undefined;
  /** Undefined if it does not say. */
  readonly template: "sample" | "empty" | undefined;
  readonly install: boolean | undefined;
  readonly packages: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** @throws {CreateError} for what it does not know, and for what contradicts itself */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  if (positionals.length > 1) {
    const names = positionals.map((each) => JSON.stringify(each)).join(", ");
    throw new CreateError(`${positionals.length} names were given: ${names}.`, "Give one.");
  }
  const empty = values.empty || values["without-sample"];
  if (empty && values.sample) throw contradiction("--sample", "--empty");
  if (values.install && values["no-install"]) throw contradiction("--install", "--no-install");
  return {
    name: positionals[0],
    template: empty ? "empty" : values.sample ? "sample" : undefined,
    install: values["no-install"] ? false : values.install,
    packages: values.packages,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        empty: { type: "boolean" },
        "without-sample": { type: "boolean" },
        sample: { type: "boolean" },
        install: { type: "boolean" },
        "no-install": { type: "boolean" },
        packages: { type: "string" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "v" },
      },
    });
  } catch (cause) {
    // Node goes on with advice on positionals, which is about nothing that anybody wants here.
    const [problem = ""] = (cause as Error).message.split(/\. (?=To specify)/);
    throw new CreateError(problem.replace(/\.?$/, "."), "See `create-factum --help`.", { cause });
  }
}

function contradiction(one: string, other: string): CreateError {
  return new CreateError(`${one} and ${other} exclude each other.`, "Say one of them, or neither.");
}
