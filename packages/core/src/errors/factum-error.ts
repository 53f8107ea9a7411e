/**
 * The base of every error that Factum throws.
 *
 * `code` is stable: programs and dashboards may rely on it, sentences may change. Typed fields carry the data of the
 * sentence, `cause` the error underneath.
 */
export abstract class FactumError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
