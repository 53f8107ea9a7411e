/** Whether the promise settled within so many milliseconds; what became of it is for its owner to know. */
export async function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  let late: NodeJS.Timeout | undefined;
  const settled = promise.then(
    () => true,
    () => true,
  );
  const expired = new Promise<boolean>((resolve) => {
    late = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([settled, expired]);
  } finally {
    clearTimeout(late);
  }
}
