import type { StoredEvent } from "@factum/core";
import type { Finding } from "./finding.js";

/** To the child: first the registry to load (absolute path), then batches, answered one after another in their order. */
export type ExamineRequest =
  | { readonly type: "load"; readonly registry: string }
  | { readonly type: "examine"; readonly events: readonly StoredEvent[] };

/** From the child: one reply for each request, in the order of the requests. */
export type ExamineReply =
  | { readonly type: "loaded" }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "examined"; readonly findings: readonly Finding[] };
