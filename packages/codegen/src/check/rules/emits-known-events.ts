import { problemAt } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";
import { quoted } from "../quoted.js";
import { ruleOfAggregate } from "../rule-of-one.js";

/** A command emits events of its own aggregate. */
export const emitsKnownEvents = ruleOfAggregate(function* (entry) {
  const known = entry.model.events.map((event) => event.name);
  for (const command of entry.model.commands) {
    for (const [index, name] of command.emits.entries()) {
      if (known.includes(name)) continue;
      yield problemAt(entry, ["commands", command.name, "emits", index], {
        code: "F1201",
        message: `${command.name} emits ${quoted(name)}, which is no event of ${entry.model.name}.`,
        hint: didYouMean(name, known),
      });
    }
  }
});
