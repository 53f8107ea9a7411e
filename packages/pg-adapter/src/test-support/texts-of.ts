/** The elements of an array parameter in Postgres's binary format, as text. */
export function textsOf(array: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 20; at < array.length; ) {
    const length = array.readInt32BE(at);
    texts.push(array.toString("utf8", at + 4, at + 4 + length));
    at += 4 + length;
  }
  return texts;
}
