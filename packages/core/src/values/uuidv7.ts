import { randomFillSync } from "node:crypto";
import { InvalidOptionError } from "../errors/invalid-option-error.js";

const pool = new Uint8Array(4096);
let used = pool.length;

/**
 * A UUID of version 7: 48 bits of Unix milliseconds, then 74 random bits, lower case.
 *
 * Source: RFC 9562, section 5.7. Ids of different milliseconds sort by time; within one millisecond they do not.
 *
 * @throws {InvalidOptionError} for milliseconds that are no integer of 48 bits
 */
export function uuidv7(milliseconds: number = Date.now()): string {
  if (!Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds >= 2 ** 48) {
    throw new InvalidOptionError("milliseconds", milliseconds, "an integer from 0 to 2^48 − 1");
  }
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = hex(pool.subarray(used, used + 10));
  used += 10;
  const time = milliseconds.toString(16).padStart(12, "0");
  const variant = "89ab"[Number.parseInt(random.charAt(3), 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += (byte + 0x100).toString(16).slice(1);
  return text;
}
