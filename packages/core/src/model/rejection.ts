import type { Shape } from "./shape.js";

/** A declared way to refuse a command. */
export interface RejectionDefinition {
  readonly kind: "rejection";
  /** The sentence that the refused person reads. */
  readonly message: string;
  readonly shape: Shape;
}

/**
 * Declares a rejection: its sentence, and the shape of its data if it has any.
 *
 * @example
 * rejection("This registration was canceled.", { reason: z.string() })
 */
export function rejection(message: string, shape: Shape = {}): RejectionDefinition {
  return { kind: "rejection", message, shape };
}
