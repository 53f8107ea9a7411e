import { FactumError } from "@factum/core";

/** The connection to the broker was lost, or could not be made. Told to `onError`, never thrown: it heals by itself. */
export class RabbitmqUnavailableError extends FactumError {
  readonly code = "rabbitmq-unavailable";
  /** Where the broker was looked for, e.g. `amqp://broker.example:5672/shop`, without user and password. */
  readonly broker: string;
  /** When the next attempt begins, in milliseconds from now. */
  readonly retryInMs: number;

  constructor(unavailable: { broker: string; retryInMs: number; cause: unknown }) {
    super(
      `There is no connection to RabbitMQ at ${unavailable.broker}: ${textOf(unavailable.cause)}. It is tried again in ` +
        `${unavailable.retryInMs} ms; until then listeners find events by polling. If it stays so, see whether the broker ` +
        "runs, and whether url names its host, user, password and virtual host.",
      { cause: unavailable.cause },
    );
    this.broker = unavailable.broker;
    this.retryInMs = unavailable.retryInMs;
  }
}

/** Of a connection refused on several addresses, Node tells nothing but its code. */
function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message === "" ? ((cause as NodeJS.ErrnoException).code ?? cause.name) : cause.message;
}
