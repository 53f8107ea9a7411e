import path from "node:path";
import { modelFileOf } from "../src/model/model-file.js";
import type { Project, ProjectModel } from "../src/model/project.js";
import { projectOf } from "./project-of.js";

/** {@link projectOf}, as if its model files stood in a folder of the disk, where the user's files are. */
export function placedProject(folder: string, files: Readonly<Record<string, string>>): Project {
  const project = projectOf(files);
  const placed = <E extends ProjectModel>(entry: E): E => ({
    ...entry,
    file: modelFileOf(folder, path.join(folder, entry.file.shown)),
  });
  return { ...project, folder, aggregates: project.aggregates.map(placed), readModels: project.readModels.map(placed) };
}
