import type { ProjectLock } from "../lock/lock-file.js";
import type { Impurity } from "./impurity.js";
import type { LoadedAggregate, LoadedModel, LoadedReadModel } from "./loaded-model.js";
import type { ModelFile } from "./model-file.js";
import type { Location, ModelSource } from "./model-source.js";

/** A model, the file it stands in, and where in the file each part stands. */
export interface ProjectModel<M extends LoadedModel = LoadedModel> {
  readonly file: ModelFile;
  readonly model: M;
  readonly source: ModelSource;
}

export type ProjectAggregate = ProjectModel<LoadedAggregate>;
export type ProjectReadModel = ProjectModel<LoadedReadModel>;

/** Everything that was loaded, in the order of the files' paths. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  readonly aggregates: readonly ProjectAggregate[];
  readonly readModels: readonly ProjectReadModel[];
  readonly failures: readonly LoadFailure[];
  readonly lock: ProjectLock;
  /** By which models do more than say what there is; also those of models that failed. */
  readonly impurities: readonly Impurity[];
}

/** A model file that gave no model. */
export interface LoadFailure {
  readonly file: ModelFile;
  /** What was wrong, as the end of a sentence about the file. */
  readonly reason: string;
  /** Whether the file was evaluated to its end, and only its default export is not a model. */
  readonly evaluated: boolean;
  /** A name that was looked up in vain, and what there is to choose from. */
  readonly sought?: Sought;
  readonly at: Location;
}

/** A name that is not there, and those that are. */
export interface Sought {
  readonly name: string;
  readonly known: readonly string[];
}

/** All models of a project. */
export function modelsOf(project: Project): readonly ProjectModel[] {
  return [...project.aggregates, ...project.readModels];
}
