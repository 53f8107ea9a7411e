/** Factum's wake-ups through RabbitMQ. */
export { RabbitmqNotifier, type RabbitmqNotifierOptions } from "./rabbitmq-notifier.js";
export { RabbitmqUnavailableError } from "./rabbitmq-unavailable-error.js";
