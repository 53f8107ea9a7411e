import {
  type Attributes,
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";
import { recordFailure } from "./record-failure.js";
import { SCOPE } from "./scope.js";

export interface TracedEventStoreOptions {
  /** Default: the global provider's, also if it is registered later. */
  readonly tracer?: Tracer;
  /** `db.system.name`. Default `postgresql`. */
  readonly system?: string;
  /** `db.namespace`, which for Postgres is database and schema, e.g. `shop|factum`. Default: not said. */
  readonly namespace?: string;
  /**
   * No span where none is active. A listener looks for new events again and again, and each time it is in no trace.
   * Default false.
   */
  readonly requireParentSpan?: boolean;
}

/** Spans for calls of a store, by the semantic conventions for database clients. */
export class StoreSpans {
  readonly #tracer: Tracer;
  readonly #requireParentSpan: boolean;
  readonly #target: string;
  readonly #attributes: Attributes;

  constructor({ tracer, system = "postgresql", namespace, requireParentSpan = false }: TracedEventStoreOptions) {
    this.#tracer = tracer ?? trace.getTracer(SCOPE);
    this.#requireParentSpan = requireParentSpan;
    this.#target = namespace === undefined ? "" : ` ${namespace}`;
    this.#attributes = {
      [ATTRIBUTE.databaseSystem]: system,
      ...(namespace === undefined ? {} : { [ATTRIBUTE.databaseNamespace]: namespace }),
    };
  }

  /** A span that whoever asks for it has to end, and the context for what happens in it. */
  start(operation: string, attributes: Attributes): { span: Span; within: Context } {
    const active = context.active();
    if (this.#requireParentSpan && trace.getSpan(active) === undefined) {
      return { span: trace.wrapSpanContext(INVALID_SPAN_CONTEXT), within: active };
    }
    const span = this.#tracer.startSpan(`${operation}${this.#target}`, {
      kind: SpanKind.CLIENT,
      attributes: { ...this.#attributes, [ATTRIBUTE.databaseOperation]: operation, ...attributes },
    });
    return { span, within: trace.setSpan(active, span) };
  }

  /** Calls in a span, which ends with what the call comes to; `describe` says what that adds to the attributes. */
  async around<T>(
    operation: string,
    attributes: Attributes,
    call: () => Promise<T>,
    describe: (result: T) => Attributes,
  ): Promise<T> {
    const { span, within } = this.start(operation, attributes);
    try {
      const result = await context.with(within, call);
      span.setAttributes(describe(result));
      return result;
    } catch (error) {
      recordFailure(span, error);
      throw error;
    } finally {
      span.end();
    }
  }
}
