/** Ids on the page. Categories and names are letters, digits and `_` alone. */
export const anchorOf = {
  aggregate: (category: string) => `aggregate-${category}`,
  command: (category: string, name: string) => `command-${category}-${name}`,
  event: (category: string, name: string) => `event-${category}-${name}`,
  readModel: (name: string) => `read-model-${name}`,
  states: (category: string) => `states-${category}`,
  types: "types",
} as const;
