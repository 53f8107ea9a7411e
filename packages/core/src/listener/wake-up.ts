/** Lets one waiter sleep until it is woken, remembering a wake-up that comes while nobody sleeps. */
export class WakeUp {
  #pending = false;
  #resume: (() => void) | undefined;

  /** Ends the present sleep, or the next one before it begins. */
  wake(): void {
    this.#pending = true;
    this.#resume?.();
  }

  /** Resolves at a wake-up or after so many milliseconds (2^31 − 1 at most), whichever is first. */
  async sleep(milliseconds: number): Promise<void> {
    if (!this.#pending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#resume = undefined;
    }
    this.#pending = false;
  }
}
