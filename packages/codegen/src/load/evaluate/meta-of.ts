import type { z } from "zod";
import { oncePer } from "../../model/once-per.js";

/** What `.meta()` says of a schema. A registry puts it together each time it is asked, and many ask; models are read when all is said. */
export const metaOf = oncePer((schema: z.ZodType) => schema.meta());
