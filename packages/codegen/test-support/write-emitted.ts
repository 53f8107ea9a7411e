import path from "node:path";
import { emitProject } from "../src/emit/emit-project.js";
import type { Project } from "../src/model/project.js";
import type { TemporaryProject } from "./temporary-project.js";

/** Writes what the models lead to, below the folder of a project of which they may be a part; the user's files stay. */
export function writeEmitted(project: TemporaryProject, models: Project): void {
  const present = project.files();
  for (const { path: target, text, owner } of emitProject(models)) {
    const file = path.relative(project.folder, target).split(path.sep).join("/");
    if (owner === "generated" || !present.includes(file)) project.write(file, text);
  }
}
