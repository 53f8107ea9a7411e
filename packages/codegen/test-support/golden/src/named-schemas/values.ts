import { z } from "zod";

export const BookId = z.uuid().lowercase().meta({ id: "BookId", description: "A book." });
export const Isbn = z.string().length(13).meta({ id: "Isbn" });
export const Genre = z.enum(["novel", "poems", "it's complicated"]).meta({ id: "Genre" });
export const Chapter = z
  .object({
    title: z.string(),
    get parts() {
      return z.array(Chapter);
    },
  })
  .meta({ id: "Chapter" });
