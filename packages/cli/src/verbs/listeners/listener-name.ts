/**
 * What the name of a listener tells: `training_list_v1_b2` is build 2 of version 1 of `training_list`, and
 * `training_list_v1_b2_inline` follows the appends that write it.
 */
export interface ListenerName {
  /** Without version and build. */
  readonly base: string;
  /** From 1; null if the name has none. */
  readonly version: number | null;
  /** From 1; 1 as well for what has no builds. */
  readonly build: number;
  /** Whether appends write the rows; of a read model's name alone. */
  readonly isInline: boolean;
}

/** Reads a name apart. What does not end in a version is a base as it stands. */
export function parseListenerName(name: string): ListenerName {
  const [, base = name, version, build, inline] = PARTS.exec(name) ?? [];
  if (version === undefined) return { base, version: null, build: 1, isInline: false };
  return { base, version: Number(version), build: Number(build ?? 1), isInline: inline !== undefined };
}

const PARTS = /^(.+)_v([1-9]\d{0,8})(?:_b([1-9]\d{0,8}))?(_inline)?$/;
