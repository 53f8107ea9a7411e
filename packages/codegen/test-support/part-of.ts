import type { Project } from "../src/model/project.js";

/** What of a project stands below a folder, e.g. `src/F1201/wrong/`. */
export function partOf(project: Project, folder: string): Project {
  const isIn = ({ file }: { readonly file: { readonly shown: string } }) => file.shown.startsWith(folder);
  return {
    ...project,
    aggregates: project.aggregates.filter(isIn),
    readModels: project.readModels.filter(isIn),
    failures: project.failures.filter(isIn),
    impurities: project.impurities.filter(({ location }) => location.file.startsWith(folder)),
  };
}
