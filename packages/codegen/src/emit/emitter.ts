import { hashOfTools } from "../load/cache/environment.js";
import { hashOfBytes } from "../load/cache/file-reader.js";
import { keptFile } from "../load/cache/kept-file.js";
import { oncePer } from "../model/once-per.js";
import type { Project, ProjectAggregate } from "../model/project.js";
import {
  type EmissionMemory,
  type RememberedEmission,
  type RememberedFile,
  readEmissionMemory,
  writeEmissionMemory,
} from "./emission-memory.js";
import { emitAggregate, emitProject } from "./emit-project.js";
import type { EmittedFile } from "./generated-file.js";

/** {@link emitProject}, as often as one likes; of a model that is as it was, texts are made only if somebody asks for them. */
export interface Emitter {
  emit(project: Project): readonly EmittedFile[];
}

/** @param options.cache start from what the last process left below `node_modules/.cache`, and leave the same */
export function createEmitter(folder: string, { cache }: { readonly cache: boolean }): Emitter {
  const file = cache ? keptFile(folder, "emitted") : undefined;
  let memory = file === undefined ? undefined : readEmissionMemory(file);
  return { emit };

  function emit(project: Project): readonly EmittedFile[] {
    const tools = hashOfTools();
    const known: EmissionMemory["models"] = memory?.tools === tools ? memory.models : new Map();
    const models = new Map<string, RememberedEmission>();
    const emitted = emitProject(project, (entry) => {
      const emission = emissionOf(entry, known.get(entry.file.path));
      models.set(entry.file.path, emission);
      return emission.files.map((each) => emittedFile(entry, each));
    });
    const isSame = models.size === known.size && [...models].every(([name, emission]) => known.get(name) === emission);
    if (memory?.tools !== tools || !isSame) keep({ tools, models });
    return emitted;
  }

  function keep(next: EmissionMemory): void {
    memory = next;
    if (file !== undefined) writeEmissionMemory(file, next);
  }
}

/** Known to be the same if all is that a text is made of. */
function emissionOf(entry: ProjectAggregate, before: RememberedEmission | undefined): RememberedEmission {
  const made = madeOf(entry);
  if (before?.made === made) return before;
  const files = emitAggregate(entry).map(({ path, text, owner }) => ({ path, owner, hash: hashOfBytes(text) }));
  return { made, files };
}

/** A hash of all that an aggregate's files are made of: where they stand, the model, its documentation. */
const madeOf = oncePer(({ file, model, source }: ProjectAggregate) =>
  hashOfBytes(JSON.stringify([file, model, source.docs])),
);

function emittedFile(entry: ProjectAggregate, { path, owner, hash }: RememberedFile): EmittedFile {
  return {
    path,
    owner,
    hash,
    get text() {
      return emitAggregate(entry).find((each) => each.path === path)?.text ?? "";
    },
  };
}
