import type { CatalogAggregate } from "../catalog/catalog.js";

/** Where it is written what an aggregate's specs say. A category holds no `-`, so that `read-models` beside it is none. */
export function specsPath({ category }: Pick<CatalogAggregate, "category">): string {
  return `specs/${category}.md`;
}
