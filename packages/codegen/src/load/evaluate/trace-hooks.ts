/** Module hooks that note what every import leads to; they change nothing. */
import { fileURLToPath } from "node:url";
import type { MessagePort } from "node:worker_threads";
import type { ImportEdge } from "./import-edge.js";

export interface ResolveContext {
  readonly parentURL?: string;
}

export interface Resolved {
  readonly url: string;
  readonly format?: string | null;
}

const edges: ImportEdge[] = [];

/** Node calls it in the thread of the hooks, with what {@link traceImports} passes. It answers each message with the edges. */
export function initialize({ port }: { readonly port: MessagePort }): void {
  port.on("message", () => port.postMessage(edges));
  port.unref();
}

/** Node's hook, in the thread of the hooks. */
export async function resolve(
  specifier: string,
  context: ResolveContext,
  nextResolve: (specifier: string, context: ResolveContext) => Promise<Resolved>,
): Promise<Resolved> {
  const resolved = await nextResolve(specifier, context);
  const edge = edgeOf(specifier, context, resolved);
  if (edge !== undefined) edges.push(edge);
  return resolved;
}

export function edgeOf(specifier: string, { parentURL }: ResolveContext, resolved: Resolved): ImportEdge | undefined {
  if (parentURL === undefined || !parentURL.startsWith("file:")) return undefined;
  return { from: pathOf(parentURL), specifier, to: pathOf(resolved.url), isCommonJs: resolved.format === "commonjs" };
}

function pathOf(url: string): string {
  return url.startsWith("file:") ? fileURLToPath(url.replace(/[?#].*$/, "")) : url;
}
