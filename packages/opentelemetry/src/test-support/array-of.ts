/** `Array.fromAsync`, which Node has from 22 on. */
export async function arrayOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const array: T[] = [];
  for await (const value of values) array.push(value);
  return array;
}
