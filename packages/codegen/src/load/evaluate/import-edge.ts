/** That one module imports another, as node resolved it. */
export interface ImportEdge {
  /** Absolute path of the file that imports. */
  readonly from: string;
  /** As the file writes it. */
  readonly specifier: string;
  /** Absolute path of what it leads to; a URL if that is no file, e.g. `node:fs`. */
  readonly to: string;
  /** Whether that is CommonJS, whose own imports node does not always tell. */
  readonly isCommonJs: boolean;
}
