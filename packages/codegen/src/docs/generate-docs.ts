import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkProject } from "../check/check-project.js";
import type { Diagnostic } from "../check/diagnostic.js";
import type { FileChange } from "../generate.js";
import { loadProject } from "../load/load-project.js";
import { shownPath } from "../load/source/model-text.js";
import { projectFolder } from "../project-folder.js";
import { applyChanges } from "../write/apply-changes.js";
import { asyncApiFile } from "./asyncapi/asyncapi-file.js";
import { buildCatalog } from "./catalog/build-catalog.js";
import type { Catalog } from "./catalog/catalog.js";
import type { DocsFile } from "./docs-file.js";
import { htmlFile } from "./html/html-file.js";
import { schemaFiles } from "./json-schema/schema-files.js";
import { markdownFiles } from "./markdown/markdown-files.js";
import { openApiFile } from "./openapi/openapi-file.js";
import { readSpecs } from "./specs/read-specs.js";
import { planDocs } from "./write/plan-docs.js";

export interface DocsOptions {
  /** The project's folder; models are looked for in its `src`. */
  readonly folder: string;
  /** Where the documentation goes, from the project's folder. Default `docs/catalog`. */
  readonly out?: string;
  /** Where the specs have written down what they say, from the project's folder. Default `docs/specs`. */
  readonly specs?: string;
  /** Write nothing, only say what would change. Default false. */
  readonly check?: boolean;
  /** Gets what models print while they are evaluated. Default: dropped. */
  readonly onOutput?: (text: string) => void;
}

export interface DocsResult {
  readonly models: number;
  /** How many files there are; 0 if a diagnostic is an error. */
  readonly files: number;
  /** Of the models, by place. With one error among them nothing is written. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was changed, or with `check` what would be. Paths from the project's folder. */
  readonly changes: readonly FileChange[];
}

/**
 * Model files to documentation: the catalog as Markdown and as one page, AsyncAPI, parts of OpenAPI, JSON Schemas; and what
 * the specs say, as far as they have written it down (`specCoverage` of `@factum/testing/vitest`). Files of an earlier run that nothing leads to any more are deleted, files of others never touched.
 *
 * @throws {NoProjectError} if the folder has no `src`
 * @throws {OutsideProjectError} if a link leads a file out of the documentation's folder
 * @throws {InvalidSpecsError} if a file of the specs is not what they write
 * @throws {ForeignFileError} if a file to be written is there, and is not ours
 */
export async function generateDocs(options: DocsOptions): Promise<DocsResult> {
  const folder = projectFolder(options.folder);
  const out = path.resolve(folder, options.out ?? "docs/catalog");
  const project = await loadProject({ ...options, folder });
  const models = project.aggregates.length + project.readModels.length + project.failures.length;
  const diagnostics = checkProject(project);
  if (diagnostics.some(({ severity }) => severity === "error")) return { models, files: 0, diagnostics, changes: [] };

  const specs = readSpecs(path.resolve(folder, options.specs ?? "docs/specs"));
  const files = docsFiles(buildCatalog(project, aboutProject(folder), specs));
  const changes = planDocs(out, files);
  if (options.check !== true && changes.length > 0) {
    mkdirSync(out, { recursive: true });
    applyChanges(out, changes);
  }
  return {
    models,
    files: files.length,
    diagnostics,
    changes: changes.map(({ kind, path: file }) => ({ kind, file: shownPath(folder, file) })),
  };
}

/** Every file of a catalog's documentation. */
export function docsFiles(catalog: Catalog): readonly DocsFile[] {
  return [
    ...markdownFiles(catalog),
    htmlFile(catalog),
    asyncApiFile(catalog),
    openApiFile(catalog),
    ...schemaFiles(catalog),
  ];
}

/** Name and version as the project's package.json has them. The folder's own name may differ from machine to machine. */
function aboutProject(folder: string): Pick<Catalog, "title" | "version"> {
  const file = path.join(folder, "package.json");
  const { name, version } = existsSync(file) ? readJson(file) : {};
  return {
    title: typeof name === "string" && name !== "" ? name : "Application",
    version: typeof version === "string" && version !== "" ? version : "0.0.0",
  };
}

function readJson(file: string): { readonly name?: unknown; readonly version?: unknown } {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    // What is wrong with a package.json, npm says better; documentation does not depend on it.
    return {};
  }
}
