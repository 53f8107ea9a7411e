import type { z } from "zod";
import type { DataIssue } from "../errors/invalid-data-error.js";
import { dataIssue, type PathIssue } from "../values/path-issue.js";
import { secretDepth } from "./secret-depth.js";
import { secretTexts } from "./secret-texts.js";

/**
 * What an error may say of what is wrong with a value: nothing of what its schema marks by `.meta({ secret: true })`.
 *
 * At a secret, and in it, neither path nor message goes any further. Elsewhere a message is withheld if it quotes one: a
 * rule that a team wrote for an object sees everything in it.
 *
 * @param value JSON, to be given if the messages may quote it; it is only read for what is secret in it
 */
export function issuesToTell(schema: z.core.$ZodType, issues: readonly PathIssue[], value?: unknown): DataIssue[] {
  const told = new Map<string, DataIssue>();
  const secrets = [...secretTexts(schema, value)];
  for (const issue of issues) {
    const toTell = dataIssue(withoutSecrets(issue));
    told.set(JSON.stringify(toTell), toTell);
  }
  return [...told.values()];

  function withoutSecrets({ path, message }: PathIssue): PathIssue {
    const depth = secretDepth(schema, path);
    if (depth !== undefined) return { path: path.slice(0, depth), message: "is not valid (its value is secret)" };
    const quotes = secrets.some((secret) => message.includes(secret));
    return { path, message: quotes ? "is not valid (the message would quote a secret)" : message };
  }
}
