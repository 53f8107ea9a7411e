/** A training's entity tag is the version of its stream: `"3"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
