/** Types of array elements, by their constant oids in `pg_type.dat`. */
const TEXT = 25;
const JSONB = 3802;
/** What every jsonb value begins with on the wire: the version of its format. */
const JSONB_VERSION = 1;
/** Dimensions, whether there are nulls, the elements' type; then the dimension's size and its lowest index. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * A `text[]` parameter in Postgres's binary format, which the driver sends for buffers.
 *
 * The driver would send an array as a literal, every quote and backslash of its texts escaped, and Postgres would take it
 * apart again: for JSON that was half of what an append cost this process (measured).
 */
export function textArray(values: readonly string[]): Buffer {
  return binaryArray(TEXT, values, undefined);
}

/** A `jsonb[]` parameter; see {@link textArray}. @param values JSON */
export function jsonbArray(values: readonly string[]): Buffer {
  return binaryArray(JSONB, values, JSONB_VERSION);
}

/** An array of values that need no quotes, e.g. numbers or UUIDs, as a literal. */
export function plainArray(values: readonly (number | string | null)[]): string {
  return values.includes(null) ? `{${values.map((value) => value ?? "NULL").join()}}` : `{${values.join()}}`;
}

function binaryArray(type: number, values: readonly string[], prefix: number | undefined): Buffer {
  const prefixBytes = prefix === undefined ? 0 : 1;
  const lengths = values.map((value) => Buffer.byteLength(value) + prefixBytes);
  const size = lengths.reduce((sum, length) => sum + LENGTH_BYTES + length, HEADER_BYTES);
  const buffer = Buffer.allocUnsafe(size);
  // An empty array with one dimension of size 0 is taken for one without dimensions.
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(type, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const [index, value] of values.entries()) {
    at = buffer.writeInt32BE(lengths[index] ?? 0, at);
    if (prefix !== undefined) at = buffer.writeUInt8(prefix, at);
    at += buffer.write(value, at);
  }
  return buffer;
}
