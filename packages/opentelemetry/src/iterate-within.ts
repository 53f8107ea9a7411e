import { type Context, context } from "@opentelemetry/api";

/** Opens and iterates in the given context, whatever the context of whoever asks for the next value. */
export function iterateWithin<T>(within: Context, open: () => AsyncIterable<T>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = context.with(within, () => open()[Symbol.asyncIterator]());
      return {
        next: () => context.with(within, () => iterator.next()),
        return: async () => (await context.with(within, () => iterator.return?.())) ?? { done: true, value: undefined },
      };
    },
  };
}
