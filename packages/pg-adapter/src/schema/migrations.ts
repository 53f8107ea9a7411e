/** Every migration that was ever released, in order. A released file is never edited: databases out there have run it. */
export const MIGRATIONS = ["0001-events"] as const;

/** Functions, created anew by every migration run; the number in a function's name is its ABI. */
export const FUNCTION_FILES = ["append/append.sql", "read/safe-position.sql"] as const;
