/** Tells any number of followers that something has moved. Only the latest counts: a slow follower skips the rest. */
export class ChangeFeed {
  #count = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  /** How often something has moved so far. */
  get count(): number {
    return this.#count;
  }

  get closed(): boolean {
    return this.#closed;
  }

  moved(): void {
    this.#count++;
    this.#release();
  }

  /** Lets every follower go, for good. */
  close(): void {
    this.#closed = true;
    this.#release();
  }

  /**
   * Resolves once {@link count} is above `seen`, or the feed is closed, or so many milliseconds have passed, or the follower is
   * `gone`.
   */
  async next(seen: number, milliseconds: number, gone?: AbortSignal): Promise<void> {
    if (this.#closed || this.#count > seen || gone?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const release = () => {
        clearTimeout(timer);
        gone?.removeEventListener("abort", release);
        this.#waiting.delete(release);
        resolve();
      };
      const timer = setTimeout(release, milliseconds);
      gone?.addEventListener("abort", release);
      this.#waiting.add(release);
    });
  }

  #release(): void {
    for (const release of this.#waiting) release();
  }
}
