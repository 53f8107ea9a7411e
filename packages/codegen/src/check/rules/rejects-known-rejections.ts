import { problemAt } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";
import { quoted } from "../quoted.js";
import { ruleOfAggregate } from "../rule-of-one.js";

/** A command is refused in ways that its own aggregate declares. */
export const rejectsKnownRejections = ruleOfAggregate(function* (entry) {
  const known = entry.model.rejections.map((rejection) => rejection.name);
  for (const command of entry.model.commands) {
    for (const [index, name] of command.rejects.entries()) {
      if (known.includes(name)) continue;
      yield problemAt(entry, ["commands", command.name, "rejects", index], {
        code: "F1202",
        message: `${command.name} rejects with ${quoted(name)}, which is no rejection of ${entry.model.name}.`,
        hint: didYouMean(name, known),
      });
    }
  }
});
