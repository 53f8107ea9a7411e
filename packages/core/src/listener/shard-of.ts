/**
 * The shard that a key belongs to, from 0.
 *
 * The key's UTF-8 bytes are hashed by 32-bit FNV-1a, whose bits are then mixed (the finalizer of MurmurHash3, since the low
 * bits of FNV alone hang on the low bits of the bytes), and the hash is divided by the number of shards: the remainder is the
 * shard. It is the same on every machine and must stay so: two processes that divided differently would both handle an event,
 * or neither. Vectors are in the tests.
 */
export function shardOf(key: string, shards: number): number {
  return hashOf(key) % shards;
}

/** Of a text: 32 bits, as a number from 0. */
export function hashOf(text: string): number {
  let hash = asciiHashOf(text) ?? bytesHashOf(encoder.encode(text));
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const START = 0x811c9dc5;
const PRIME = 0x01000193;
const encoder = new TextEncoder();

function bytesHashOf(bytes: Uint8Array): number {
  let hash = START;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash;
}

/** Most keys are ASCII, and need no array of bytes. Undefined for those that are not. */
function asciiHashOf(text: string): number | undefined {
  let hash = START;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return undefined;
    hash = Math.imul(hash ^ code, PRIME);
  }
  return hash;
}
