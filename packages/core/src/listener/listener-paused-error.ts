import { FactumError } from "../errors/factum-error.js";
import type { Pause } from "../ports/listener-store.js";

/** Somebody waits for a listener that is paused: it moves only when an operator lets it. */
export class ListenerPausedError extends FactumError {
  readonly code = "listener-paused";
  readonly listener: string;
  /** The position that was waited for. */
  readonly position: number;
  readonly reached: number;
  readonly pause: Pause;

  constructor(listener: string, position: number, reached: number, pause: Pause) {
    const why = pause.by === "operator" ? `by an operator (${pause.reason})` : `because of a failure: ${pause.reason}`;
    super(
      `${listener} stands at position ${reached} and does not reach ${position}: it was paused ${why}. ` +
        "`factum listeners resume` lets it go on.",
    );
    this.listener = listener;
    this.position = position;
    this.reached = reached;
    this.pause = pause;
  }
}
