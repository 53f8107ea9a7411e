import { escapedUnits, UNSEEN } from "../emit/printer/unseen.js";

/** Longer names are cut in the middle of sentences; the place is named anyway. */
const MAX_LENGTH = 80;

/** A name in quotes, as a sentence shows it: short enough, and with nothing in it that a reader could not see. */
export function quoted(name: string): string {
  const start = Array.from(name.slice(0, MAX_LENGTH + 1));
  const cut = name.length > MAX_LENGTH ? `${start.slice(0, -1).join("")}…` : name;
  return JSON.stringify(cut).replace(INVISIBLE, escapedUnits);
}

/** A character as a reader can look it up: `"а" (U+0430)`, and `U+200B` alone if there is nothing to see. */
export function characterName(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return character.search(INVISIBLE) === -1 && /[^\s\p{M}]/u.test(character)
    ? `${JSON.stringify(character)} (U+${code})`
    : `U+${code}`;
}

/** {@link UNSEEN}, and what else is drawn as nothing; a name that needs it is shown with an escape. */
const INVISIBLE = new RegExp(`${UNSEEN.source}|[\\u200C\\u200D\\u115F\\u1160\\u3164\\uFFA0]|\\u034F`, "gu");
