import { characterName, quoted } from "./quoted.js";

/** How many names a sentence lists. */
const MAX_LISTED = 20;
/** Longer names are no slips of known ones. */
const MAX_LENGTH = 200;

/** `Did you mean "VideoStarted"?` for a mistyped name; otherwise what there is to choose from. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `Did you mean ${quoted(nearest)}?${lookAlike(name, nearest)}`;
  if (known.length === 0) return "There are none.";
  const more = known.length > MAX_LISTED ? `, and ${known.length - MAX_LISTED} more` : "";
  return `There are: ${known.slice(0, MAX_LISTED).map(shown).join(", ")}${more}.`;
}

/** A name without quotes, unless it needs them. */
function shown(name: string): string {
  const inQuotes = quoted(name);
  return inQuotes === `"${name}"` && /^\S+$/.test(name) ? name : inQuotes;
}

/** The known name with the fewest edits to `name`, if they are few for its length. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  let nearest: string | undefined;
  let fewest = Math.max(2, Math.floor(name.length * 0.4)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}

/** Two names may look the same and not be: then the character that makes the difference is named. */
function lookAlike(name: string, nearest: string): string {
  const stranger = Array.from(name).find((character) => character > "\u007e" && !nearest.includes(character));
  return stranger === undefined ? "" : ` Yours holds ${characterName(stranger)}.`;
}

/** Levenshtein's distance: insertions, deletions and replacements of single characters. */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
