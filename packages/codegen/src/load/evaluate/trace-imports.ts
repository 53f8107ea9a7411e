import module from "node:module";
import { MessageChannel } from "node:worker_threads";
import type { ImportEdge } from "./import-edge.js";
import { edgeOf, type ResolveContext, type Resolved } from "./trace-hooks.js";

/** What the imports of this process have led to so far. */
export type ImportTrace = () => Promise<readonly ImportEdge[]>;

type NextResolve = (specifier: string, context: ResolveContext) => Resolved;
type RegisterHooks = (hooks: {
  resolve(specifier: string, context: ResolveContext, next: NextResolve): Resolved;
}) => void;

/** Notes from now on what every import of this process leads to, whatever else has a say in it. */
export function traceImports(): ImportTrace {
  const { registerHooks } = module as unknown as { readonly registerHooks?: RegisterHooks };
  return registerHooks === undefined ? traceInTheirThread() : traceInThisThread(registerHooks);
}

/** Node 22.15 and newer: hooks run here. */
function traceInThisThread(registerHooks: RegisterHooks): ImportTrace {
  const edges: ImportEdge[] = [];
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const edge = edgeOf(specifier, context, resolved);
      if (edge !== undefined) edges.push(edge);
      return resolved;
    },
  });
  return async () => edges;
}

/** Older ones run hooks in a thread of their own. */
function traceInTheirThread(): ImportTrace {
  const { port1, port2 } = new MessageChannel();
  const hooks = import.meta.url.replace(/trace-imports(\.[jt]s)$/, "trace-hooks$1");
  module.register(hooks, { data: { port: port2 }, transferList: [port2] });
  port1.unref();
  return () =>
    new Promise((resolve) => {
      port1.once("message", resolve);
      port1.ref();
      port1.postMessage("edges");
    }).then((edges) => {
      port1.unref();
      return edges as readonly ImportEdge[];
    });
}
