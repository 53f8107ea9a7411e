import type { z } from "zod";
import { isSecret } from "./is-secret.js";
import { facesOf, keySchemas, partsAt } from "./schema-faces.js";

/**
 * How far a path can be followed before it comes to a secret: the length of the part that may be told. Undefined if it
 * meets none.
 *
 * Where any option of a union is secret, all are: nobody knows which one the value was meant for.
 */
export function secretDepth(schema: z.core.$ZodType, path: readonly PropertyKey[]): number | undefined {
  let faces = facesOf([schema]);
  for (const [depth, key] of path.entries()) {
    // Behind a secret key the path itself would tell it.
    if (faces.some((face) => isSecret(face) || keySchemas(face).some(isSecret))) return depth;
    faces = facesOf(faces.flatMap((face) => partsAt(face, key)));
  }
  return faces.some(isSecret) ? path.length : undefined;
}
