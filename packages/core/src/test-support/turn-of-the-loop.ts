/** Resolves when everything has happened that waits for nothing outside: no timer, no other process. */
export function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
