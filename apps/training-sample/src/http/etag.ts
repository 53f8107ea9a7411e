/** A training's entity tag is the version of its stream: `"3"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** Whether an `If-None-Match` names the tag: one of a list, `*`, and as weak as a proxy that compresses makes it. */
export function namesEtag(header: string | undefined, etag: string): boolean {
  const tags = (header ?? "").split(",").map((tag) => tag.trim());
  return tags.includes("*") || tags.some((tag) => tag.replace(/^W\//, "") === etag);
}
