import type { ts as TS } from "ts-morph";
import { ts } from "./compiler.js";

/** Every node of a file, each before those within it. */
export function everyNode(file: TS.SourceFile): readonly TS.Node[] {
  const nodes: TS.Node[] = [];
  visit(file);
  return nodes;

  function visit(node: TS.Node): void {
    nodes.push(node);
    ts.forEachChild(node, visit);
  }
}
