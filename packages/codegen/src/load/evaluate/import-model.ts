import { pathToFileURL } from "node:url";

/** What importing a model file gave. */
export interface Imported {
  readonly file: string;
  readonly exported?: unknown;
  /** In an object of its own, because `undefined` can be thrown too. */
  readonly failed?: { readonly thrown: unknown } | undefined;
  readonly hasDefault?: boolean;
  readonly isCommonJs?: boolean;
}

/** Imports a model file; of one that was imported before, the same again. */
export async function importModel(file: string): Promise<Imported> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    // A package without `"type": "module"` is compiled to CommonJS, whose default stands one level deeper.
    const inner = module.default as { __esModule?: unknown; default?: unknown } | undefined | null;
    const isCommonJs = inner?.__esModule === true;
    const exported = isCommonJs ? inner.default : module.default;
    return { file, exported, hasDefault: exported !== undefined, isCommonJs };
  } catch (error) {
    return { file, failed: { thrown: error } };
  }
}
