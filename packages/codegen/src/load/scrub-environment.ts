/** What a process needs to run at all, on any system; upper-case, since Windows spells its variables as it likes. */
const KEPT = new Set([
  "PATH",
  "HOME",
  "TMPDIR",
  "TMP",
  "TEMP",
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "PATHEXT",
  "COMSPEC",
]);

/**
 * The environment that models are evaluated in: neither secrets nor anything else that could make two machines generate
 * different code.
 */
export function scrubEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => KEPT.has(name.toUpperCase()));
  return { ...Object.fromEntries(kept), TZ: "UTC" };
}
