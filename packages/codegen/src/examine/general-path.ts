/** A path in data without the indices of arrays: `items[2].price` as `items[].price`. */
export function generalPath(path: string): string {
  return path.replace(/"(?:[^"\\]|\\.)*"|\[\d+\]/g, (part) => (part.startsWith('"') ? part : "[]"));
}
