import type { ts as TS } from "ts-morph";
import type { ImpurityKind } from "../../../model/impurity.js";
import { ts } from "../compiler.js";

/** What the use of a global does, and the expression that does it. */
export interface GlobalUse {
  readonly kind: ImpurityKind;
  readonly node: TS.Node;
}

const EFFECTS = new Set(
  (
    "EventSource WebSocket XMLHttpRequest clearImmediate clearInterval clearTimeout fetch indexedDB localStorage " +
    "queueMicrotask sessionStorage setImmediate setInterval setTimeout"
  ).split(" "),
);
const ENVIRONMENT = new Set(["Bun", "Deno", "navigator", "process"]);
/** Globals that are pure but for some of their members. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Date: ["now"],
  Math: ["random"],
  Temporal: ["Now"],
  crypto: ["getRandomValues", "randomUUID"],
  performance: ["mark", "measure", "now", "timeOrigin"],
};

/** What is impure in the use of a global; undefined if nothing is. The reference is known to be one to a global. */
export function impureGlobal(reference: TS.Identifier): GlobalUse | undefined {
  const { text } = reference;
  if (ts.isTypeOfExpression(reference.parent)) return undefined;
  if (text !== "globalThis" && text !== "global") return useOf(text, reference);
  const name = memberOf(reference);
  return name === undefined ? undefined : useOf(name, reference.parent);
}

/** @param node the expression that gives the global */
function useOf(name: string, node: TS.Node): GlobalUse | undefined {
  if (ENVIRONMENT.has(name)) return { kind: "environment", node: wholeAccess(node) };
  if (EFFECTS.has(name)) return { kind: "effect", node };
  const member = memberOf(node);
  const members = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
  if (member !== undefined && members?.includes(member)) return { kind: "chance", node: node.parent };
  return name === "Date" && isNow(node) ? { kind: "chance", node: node.parent } : undefined;
}

/** `new Date()` is now, `new Date("2030-01-01")` is not; `Date()` is now whatever it is given. */
function isNow(node: TS.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.expression === node && (parent.arguments ?? []).length === 0;
  return ts.isCallExpression(parent) && parent.expression === node;
}

/** The name of the member that is taken from the node, as `.name` or `["name"]`. */
function memberOf(node: TS.Node): string | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text;
  if (!ts.isElementAccessExpression(parent) || parent.expression !== node) return undefined;
  const { argumentExpression: argument } = parent;
  return ts.isStringLiteralLike(argument) ? argument.text : undefined;
}

/** `process.env.REGION` around `process`. */
function wholeAccess(node: TS.Node): TS.Node {
  const { parent } = node;
  const goesOn =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node;
  return goesOn ? wholeAccess(parent) : node;
}
