/** Under this name all spans and metrics of this package appear, unless a tracer or a meter is given. */
export const SCOPE = "@factum/opentelemetry";
