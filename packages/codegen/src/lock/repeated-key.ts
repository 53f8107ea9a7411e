/**
 * The first key that stands twice in one object. `JSON.parse` takes the last of them in silence; a merge done by hand leaves
 * such things behind.
 *
 * @param text sound JSON
 */
export function findRepeatedKey(text: string): { readonly key: string; readonly offset: number } | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last: { readonly key: string; readonly offset: number } | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ":") last = { key: JSON.parse(token) as string, offset: index };
    else if (last !== undefined) {
      const keys = open.at(-1);
      if (keys?.has(last.key) === true) return last;
      keys?.add(last.key);
    }
  }
  return undefined;
}
