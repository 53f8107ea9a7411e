import { problemAt } from "../diagnostic.js";
import { ruleOfAggregate } from "../rule-of-one.js";

/** A retired event is history: no command emits it. */
export const retiredNotEmitted = ruleOfAggregate(function* (entry) {
  const retired = new Set(entry.model.events.flatMap(({ name, isRetired }) => (isRetired ? [name] : [])));
  for (const { name, emits } of entry.model.commands) {
    for (const [index, event] of emits.entries()) {
      if (!retired.has(event)) continue;
      yield problemAt(entry, ["commands", name, "emits", index], {
        code: "F1408",
        message: `${name} emits ${JSON.stringify(event)}, which is retired.`,
        hint: "Take it out of the command, or let the command emit an event with a new name.",
      });
    }
  }
});
