import { keptText, unreadable } from "../load/cache/kept-fact.js";
import { readKept, writeKept } from "../load/cache/kept-file.js";
import type { EmittedFile } from "./generated-file.js";

/** Raised whenever the form of the file changes. */
const FORMAT = "factum-emitted-1";

/** What aggregates led to when their files were emitted last. */
export interface EmissionMemory {
  /** Of {@link hashOfTools}. */
  readonly tools: string;
  /** By the absolute paths of model files. */
  readonly models: ReadonlyMap<string, RememberedEmission>;
}

export interface RememberedEmission {
  /** A hash of what the files are made of. */
  readonly made: string;
  readonly files: readonly RememberedFile[];
}

export interface RememberedFile extends Pick<EmittedFile, "path" | "owner"> {
  /** Of the text's bytes. */
  readonly hash: string;
}

interface Body {
  readonly tools: string;
  readonly models: readonly (readonly [string, RememberedEmission])[];
}

/** What was kept; undefined if there is nothing, or anything about it is not as it was written. */
export function readEmissionMemory(file: string): EmissionMemory | undefined {
  return readKept(file, FORMAT, (value) => {
    const { tools, models } = value as Body;
    const entries = models.map(([name, { made, files }]): [string, RememberedEmission] => {
      return [keptText(name), { made: keptText(made), files: files.map(rememberedFile) }];
    });
    return { tools: keptText(tools), models: new Map(entries) };
  });
}

export function writeEmissionMemory(file: string, { tools, models }: EmissionMemory): void {
  const body: Body = { tools, models: [...models] };
  writeKept(file, FORMAT, body);
}

function rememberedFile({ path, owner, hash }: RememberedFile): RememberedFile {
  if (owner !== "generated" && owner !== "user") unreadable("a file of nobody's");
  return { path: keptText(path), owner, hash: keptText(hash) };
}
