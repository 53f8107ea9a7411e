import path from "node:path";

/** A model file, and what its generated files are called after. */
export interface ModelFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the project folder, with `/` on every system. */
  readonly shown: string;
  /** `training` of `training.model.ts`. */
  readonly stem: string;
}

export const MODEL_SUFFIX = ".model.ts";

export function modelFileOf(projectFolder: string, file: string): ModelFile {
  return {
    path: file,
    shown: path.relative(projectFolder, file).split(path.sep).join("/"),
    stem: path.basename(file, MODEL_SUFFIX),
  };
}

/** Absolute path of the folder that the model's generated files go to. */
export function generatedFolderOf(file: ModelFile): string {
  return path.join(path.dirname(file.path), "generated");
}
