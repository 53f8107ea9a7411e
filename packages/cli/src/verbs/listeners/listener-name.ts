/** What the name of a listener tells: `training_list_v1_b2` is build 2 of version 1 of `training_list`. */
export interface ListenerName {
  /** Without version and build. */
  readonly base: string;
  /** From 1; null if the name has none. */
  readonly version: number | null;
  /** From 1; 1 as well for what has no builds. */
  readonly build: number;
}

/** Reads a name apart. What does not end in a version is a base as it stands. */
export function parseListenerName(name: string): ListenerName {
  const [, base = name, version, build] = /^(.+)_v([1-9]\d{0,8})(?:_b([1-9]\d{0,8}))?$/.exec(name) ?? [];
  if (version === undefined) return { base, version: null, build: 1 };
  return { base, version: Number(version), build: Number(build ?? 1) };
}
