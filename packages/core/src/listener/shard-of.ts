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
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const encoder = new TextEncoder();
