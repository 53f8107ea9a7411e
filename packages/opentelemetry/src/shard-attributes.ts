import type { ObservedShard } from "@factum/core";
import type { Attributes } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";

/** Which shard of which build of a listener it is, in few values: both spans and metrics have them. */
export function shardAttributes({ listener, name, shard }: ObservedShard): Attributes {
  return { [ATTRIBUTE.listener]: listener, [ATTRIBUTE.listenerBuild]: name, [ATTRIBUTE.listenerShard]: shard };
}
