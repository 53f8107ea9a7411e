import type { FileChange } from "@factum/codegen";

/** What is wrong with a file that would be changed. */
export const STALE: Readonly<Record<FileChange["kind"], string>> = {
  create: "is missing",
  update: "differs",
  delete: "belongs to no model any more",
};

/** What was done to a file. */
export const DONE: Readonly<Record<FileChange["kind"], string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
};
