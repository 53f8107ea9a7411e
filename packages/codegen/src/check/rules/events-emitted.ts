import { problemAt } from "../diagnostic.js";
import { nearestName } from "../did-you-mean.js";
import { ruleOfAggregate } from "../rule-of-one.js";

/**
 * An event that no command emits is a leftover, or its command is missing; either may be meant. If it seems to be emitted
 * under a name with a slip, that slip is told alone.
 */
export const eventsEmitted = ruleOfAggregate(function* (entry) {
  if (entry.model.malformed.some(({ path }) => path[0] === "commands")) return;
  const emitted = new Set(entry.model.commands.flatMap((command) => command.emits));
  const known = entry.model.events.map((event) => event.name);
  const meant = new Set([...emitted].map((name) => (known.includes(name) ? name : nearestName(name, known))));
  for (const { name, isRetired } of entry.model.events) {
    if (isRetired || meant.has(name)) continue;
    const message = `No command of ${entry.model.name} emits ${name}.`;
    const command = `npx factum add command ${entry.model.name}.<Name> --emits ${name}`;
    const hint = `Name it in the \`emits\` of a command, or run \`${command}\`.`;
    yield problemAt(entry, ["events", name], { code: "F1207", message, hint, severity: "warning" });
  }
});
