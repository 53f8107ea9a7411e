import type { Pool } from "pg";

/** What a check looks at. */
export interface CheckedStore {
  readonly pool: Pool;
  readonly schema: string;
}

/** One thing that a check found. */
export interface Finding {
  readonly status: "ok" | "warn" | "fail";
  /** What is so, in a sentence. */
  readonly message: string;
  /** What to do about it; none for what is fine. */
  readonly advice?: string;
}

/** One question about a store, its server or its roles. Reads alone, and waits for nobody. */
export interface Check {
  /** Stable, kebab-case. */
  readonly name: string;
  /** Whether it can be asked only where there is a store. */
  readonly needsStore: boolean;
  /** At least one finding. */
  run(store: CheckedStore): Promise<readonly Finding[]>;
}

export function ok(message: string): readonly Finding[] {
  return [{ status: "ok", message }];
}

/** The findings, or that all is well. */
export function foundOrOk(findings: readonly Finding[], message: string): readonly Finding[] {
  return findings.length > 0 ? findings : ok(message);
}
