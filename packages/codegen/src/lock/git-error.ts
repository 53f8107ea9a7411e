import { FactumError } from "@factum/core/errors";

/** What was asked of git could not be had: no git, no repository, no such ref, no lock there. */
export class GitError extends FactumError {
  readonly code = "git";
  readonly ref: string | undefined;

  constructor(message: string, ref?: string, options?: ErrorOptions) {
    super(message, options);
    this.ref = ref;
  }
}
