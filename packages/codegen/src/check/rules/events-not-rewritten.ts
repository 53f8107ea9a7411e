import { problemAt } from "../diagnostic.js";
import { ruleOfAggregate } from "../rule-of-one.js";

/** An event is stored as it happened: its schema takes it or refuses it, and changes nothing. */
export const eventsNotRewritten = ruleOfAggregate(function* (entry) {
  for (const { rewrites } of entry.model.events) {
    for (const { path, by } of rewrites) {
      const message = `${path.join(".")} is rewritten by its schema (${by}), but an event is stored as it happened.`;
      const hint = "Put that into the command's schema, or do it before the event is made.";
      yield problemAt(entry, path, { code: "F1306", message, hint });
    }
  }
});
