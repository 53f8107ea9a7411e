import { isBuiltin } from "node:module";
import type { Impurity, ImpurityKind } from "../../model/impurity.js";
import type { Rule } from "../diagnostic.js";
import { quoted } from "../quoted.js";

/** A model says what there is, and does nothing else: evaluated anywhere and at any time, it is the same. */
export const pureModels: Rule = function* ({ impurities }) {
  for (const impurity of impurities) {
    const { code, sentence, hint } = VERDICTS[impurity.kind](impurity);
    const message = `${subjectOf(impurity)} ${sentence}`;
    yield { code, severity: "error", message, hint, location: impurity.location };
  }
};

interface Verdict {
  readonly code: string;
  /** The rest of a sentence about the file, the function or the upcaster. */
  readonly sentence: string;
  readonly hint: string;
}

const VERDICTS: Readonly<Record<ImpurityKind, (impurity: Impurity) => Verdict>> = {
  import: ({ what }) => ({
    code: "F1601",
    sentence: `imports ${quoted(what)}, but a model imports zod, @factum/core/model, files of schemas and other models alone.`,
    hint: importHint(what),
  }),
  environment: ({ what }) => ({
    code: "F1602",
    sentence: `uses ${shown(what)}, but a model is the same on every machine.`,
    hint: "Write the value itself. What differs from machine to machine is read where the application is composed.",
  }),
  await: ({ what }) => ({
    code: "F1603",
    sentence: `waits at its top level: ${shown(what)}.`,
    hint: "Write the value itself: a model is there as soon as its file is read.",
  }),
  effect: ({ what }) => ({
    code: "F1604",
    sentence: `uses ${shown(what)}, but a model reads nothing and does nothing.`,
    hint: "Do it where the application is composed, or in a reaction.",
  }),
  chance: ({ what, place }) => ({
    code: "F1605",
    sentence: `uses ${shown(what)}, so it gives another result each time.`,
    hint:
      place === "upcaster"
        ? 'Make the new field from the old data, or write a constant, like "9999-12-31".'
        : "Let decide take the time and new ids from its context (now, newId), and put them into the event.",
  }),
  change: ({ what }) =>
    what === "async"
      ? {
          code: "F1606",
          sentence: "is async, so it gives a promise instead of data.",
          hint: "Make the new data from the old data alone, without await.",
        }
      : {
          code: "F1606",
          sentence: `changes what is not its own: ${shown(what)}.`,
          hint: "Return new data instead, like ({ ...v1, tags: [...v1.tags, tag] }).",
        },
};

function subjectOf({ place, location }: Impurity): string {
  if (place === "upcaster") return "An upcaster";
  return place === "function" ? "A function that a model hands on" : location.file;
}

function importHint(what: string): string {
  if (isBuiltin(what)) return "Do what needs it where the application is composed, in a decider, or in a reaction.";
  if (what === "@factum/core") return 'Write "@factum/core/model", or `import type` for a type.';
  if (what.startsWith("."))
    return "That file is made from models, or with what is made from them; a model cannot need it.";
  return "Write what it needs of that into a file beside it, or `import type` for a type.";
}

/** Code, as much of it as fits into a sentence. */
function shown(code: string): string {
  return code.length <= 60 ? code : `${code.slice(0, 60)}…`;
}
