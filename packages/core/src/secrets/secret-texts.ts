import type { z } from "zod";
import { isSecret } from "./is-secret.js";
import { facesOf, keySchemas, partsAt } from "./schema-faces.js";

/**
 * The texts of everything in a JSON value that its schema marks as secret, as a message might quote them. Empty texts,
 * booleans and null are left out: they tell nothing.
 */
export function secretTexts(schema: z.core.$ZodType, value: unknown): ReadonlySet<string> {
  const texts = new Set<string>();
  visit(facesOf([schema]), value);
  return texts;

  function visit(faces: readonly z.core.$ZodType[], part: unknown): void {
    if (faces.length === 0) return;
    if (faces.some(isSecret)) {
      gather(part);
      return;
    }
    const hasSecretKeys = faces.some((face) => keySchemas(face).some(isSecret));
    for (const [key, inner] of entriesOf(part)) {
      if (hasSecretKeys) gather(key);
      visit(facesOf(faces.flatMap((face) => partsAt(face, key))), inner);
    }
  }

  function gather(secret: unknown): void {
    if (typeof secret === "string" && secret !== "") {
      texts.add(secret).add(JSON.stringify(secret).slice(1, -1));
    } else if (typeof secret === "number") {
      texts.add(String(secret));
    }
    for (const [key, inner] of entriesOf(secret)) {
      if (!Array.isArray(secret)) gather(key);
      gather(inner);
    }
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
