import { FactumError } from "@factum/core";
import { schemaLibrary } from "../../schema/schema-library.js";
import { verifySchema } from "../../schema/verify-schema.js";
import { type Check, ok } from "../check.js";

const OF_THE_SCHEMA = ["schema-missing", "schema-outdated", "schema-newer", "migration-changed", "insufficient-rights"];

/** Whether the schema is there, and what this version of the library needs. */
export const schema: Check = {
  name: "schema",
  needsStore: false,
  async run(store) {
    const library = schemaLibrary();
    try {
      await verifySchema(store, library);
    } catch (error) {
      if (!(error instanceof FactumError) || !OF_THE_SCHEMA.includes(error.code)) throw error;
      const [sentence = "", ...advice] = error.message.split(/(?<=\.) /);
      return [{ status: "fail", message: sentence, advice: advice.join(" ") }];
    }
    const last = library.migrations.at(-1)?.name;
    return ok(`Schema ${store.schema} is up to date (${last}, @factum/pg-adapter ${library.version})`);
  },
};
