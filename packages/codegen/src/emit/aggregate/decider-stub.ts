import path from "node:path";
import type { EmittedFile } from "../generated-file.js";
import { bracedLines, lines, paragraphs } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { hardline, indent } from "../printer/doc.js";
import { printDoc } from "../printer/print-doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { AggregateEmission } from "./aggregate-emission.js";

/** `training.decider.ts` as a team finds it first: it compiles, and every handler says that it is not written yet. */
export function deciderStub({ entry, name, decider }: AggregateEmission): EmittedFile {
  const { file, model } = entry;
  const handlers = (entries: readonly { readonly name: string }[]): Doc =>
    bracedLines(entries.map((each) => unwrittenHandler(each.name, `${name}.${each.name}`)));
  const text = printDoc([
    paragraphs([
      stubImports(`define${name}`, file.stem, model.commands.length + model.events.length > 0),
      [
        `export const ${decider} = define${name}(`,
        bracedLines([
          ["decide: ", handlers(model.commands)],
          ["evolve: ", handlers(model.events)],
        ]),
        ");",
      ],
    ]),
    hardline,
  ]);
  return { path: path.join(path.dirname(file.path), `${file.stem}.decider.ts`), text, owner: "user" };
}

/** The imports of a stub: the error that its handlers throw, and the function that takes them. */
export function stubImports(define: string, stem: string, hasHandlers: boolean): Doc {
  const runtime = `import { ${define} } from "./generated/${stem}.runtime.js";`;
  return lines(hasHandlers ? ['import { NotImplementedError } from "@factum/core";', runtime] : [runtime]);
}

/** `Name: () => { throw new NotImplementedError("Loan.Name"); }`, on three lines. */
export function unwrittenHandler(name: string, handler: string): Doc {
  const statement = `throw new NotImplementedError(${stringLiteral(handler)});`;
  return [`${name}: () => {`, indent([hardline, statement]), hardline, "}"];
}
