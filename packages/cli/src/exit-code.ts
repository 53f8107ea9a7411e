/** What the command's exit codes mean; scripts rely on them. */
export const ExitCode = {
  fine: 0,
  /** A diagnostic, or a command that could not be carried out. */
  failed: 1,
  /** Generated files are not what the models lead to. */
  stale: 2,
  /** Stored events could not be read any more. */
  breaking: 3,
  /** Ctrl-C stopped it; as shells have it, 128 and the number of the signal. */
  interrupted: 130,
} as const;
