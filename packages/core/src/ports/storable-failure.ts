import type { ListenerFailure } from "./listener-store.js";

/** Longer messages are cut off: they are for an operator to read, and may hold whatever was thrown. */
const LONGEST_MESSAGE = 10_000;

/** A failure as every store can keep it: whatever its texts are, one that cannot be stored must not hide what failed. */
export function storableFailure(failure: ListenerFailure): ListenerFailure {
  const { message, code, streamId, eventType, key, ...numbers } = failure;
  return {
    ...numbers,
    message: storable(message.slice(0, LONGEST_MESSAGE)),
    code: code === null ? null : storable(code),
    streamId: streamId === null ? null : storable(streamId),
    eventType: eventType === null ? null : storable(eventType),
    key: key === null ? null : storable(key),
  };
}

function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
