/**
 * Calls a function of somebody else's, and hands to `onThrow` whatever it throws, at once or, where it is asynchronous
 * against its type, later.
 */
export function callGuarded(call: () => unknown, onThrow: (thrown: unknown) => void): void {
  try {
    const returned = call();
    if (returned instanceof Promise) returned.catch(onThrow);
  } catch (thrown) {
    onThrow(thrown);
  }
}
