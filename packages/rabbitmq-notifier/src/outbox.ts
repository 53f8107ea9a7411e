/** At most one message in so many milliseconds from one process. */
export const COALESCE_MS = 5;

/**
 * Decides when a message goes out. All messages say the same, so it never holds more than the knowledge that there is one to
 * send: however long the broker is away, however slow it is, and however much is appended meanwhile.
 */
export class Outbox {
  #pending = false;
  #send: (() => boolean) | undefined;
  #full = false;
  #sent = false;
  #resting: NodeJS.Timeout | undefined;

  /** There is something to tell: at once if nothing was told just now, else a little later, together with what comes until then. */
  add(): void {
    this.#pending = true;
    this.#flush();
  }

  /** From now on messages can go out. `send` hands one over and returns whether another one may follow, else see {@link resume}. */
  open(send: () => boolean): void {
    this.#send = send;
    this.#full = false;
    this.#sent = false;
    this.#flush();
  }

  /** Another message may follow. */
  resume(): void {
    this.#full = false;
    this.#flush();
  }

  /** No message can go out any more. What went out since {@link open} may have been lost on its way, so there is one to send. */
  shut(): void {
    this.#send = undefined;
    this.#pending ||= this.#sent;
  }

  /** The end. What there was to tell goes out if it can; whoever was stopped just now says that others may go on. */
  close(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.#flush();
    clearTimeout(this.#resting);
    this.#send = undefined;
  }

  #flush(): void {
    if (!this.#pending || this.#resting !== undefined || this.#full || this.#send === undefined) return;
    this.#pending = false;
    this.#sent = true;
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.#flush();
    }, COALESCE_MS);
    this.#full = !this.#send();
  }
}
