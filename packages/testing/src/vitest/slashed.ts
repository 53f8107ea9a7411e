/** A path with `/`, as vitest names modules on every system. */
export function slashed(file: string): string {
  return file.replaceAll("\\", "/");
}
