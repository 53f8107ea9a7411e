/**
 * The heading of a difference between what a spec expects and what there is.
 *
 * @param what e.g. `Expected the state`
 * @param hasLike whether the spec left something open, of which the difference then shows nothing
 */
export function differenceHeading(what: string, hasLike: boolean): string {
  return `${what} (-), but got (+)${hasLike ? ", as far as like asks" : ""}`;
}
