import { problemAt, type Rule } from "../diagnostic.js";

/** An event that no command emits is a leftover, or its command is missing; either may be meant. */
export const eventsEmitted: Rule = function* ({ aggregates }) {
  for (const entry of aggregates) {
    const emitted = new Set(entry.model.commands.flatMap((command) => command.emits));
    for (const { name, isRetired } of entry.model.events) {
      if (isRetired || emitted.has(name)) continue;
      const message = `No command of ${entry.model.name} emits ${name}.`;
      yield problemAt(entry, ["events", name], { code: "F1207", message, severity: "warning" });
    }
  }
};
