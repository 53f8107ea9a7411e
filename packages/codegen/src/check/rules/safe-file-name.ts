import type { ModelFile } from "../../model/model-file.js";
import { modelsOf } from "../../model/project.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { characterName, quoted } from "../quoted.js";

/** Generated files are called after the model file, name it in their first line, and import each other by their paths. */
export const safeFileName: Rule = function* (project) {
  const known = new Map<string, string>();
  for (const entry of [...modelsOf(project)].sort((a, b) => (a.file.shown < b.file.shown ? -1 : 1))) {
    const { shown } = entry.file;
    // Disks that take `Order` and `order` for one name take both spellings of `é` for one too.
    const key = shown.normalize("NFC").toLowerCase();
    const other = known.get(key);
    known.set(key, other ?? shown);
    const problem = other === undefined ? fileProblem(entry.file) : sameFile(other);
    if (problem !== undefined) yield problemAt(entry, [], { code: "F1004", ...problem });
  }
};

interface FileProblem {
  readonly message: string;
  readonly hint: string;
}

function fileProblem({ stem, shown }: ModelFile): FileProblem | undefined {
  const hint = "Call it like training-list.model.ts.";
  const called = `The file's name ${quoted(stem)}`;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(stem)) {
    return { message: `${called} holds more than letters, digits, "-", "_" and ".".`, hint };
  }
  if (stem.length > MAX_LENGTH) return { message: `${called} is longer than ${MAX_LENGTH} characters.`, hint };
  if (DEVICES.test(stem)) return { message: `${called} is that of a device on Windows.`, hint };
  const [character] = IN_NO_PATH.exec(shown) ?? [];
  if (character === undefined) return undefined;
  const message = `The path ${quoted(shown)} holds ${characterName(character)}, which imports or some disks cannot.`;
  return { message, hint: "Rename the folder." };
}

function sameFile(other: string): FileProblem {
  const message = `On disks that do not tell upper case from lower, this is the same file as ${other}.`;
  return { message, hint: "Rename one of them." };
}

/** Names of files have 255 bytes, and temporary ones have more than the model's. */
const MAX_LENGTH = 100;

const DEVICES = /^(aux|con|nul|prn|com\d|lpt\d)(\.|$)/i;

/** What a specifier of an import takes for something else, what Windows has in no name, and what nobody sees. */
const IN_NO_PATH = /[%#?\\:*"<>|]|[\p{C}\u2028\u2029]/u;
