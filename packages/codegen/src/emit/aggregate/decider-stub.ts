import path from "node:path";
import type { EmittedFile } from "../generated-file.js";
import { bracedLines, paragraphs } from "../printer/blocks.js";
import { type Doc, group, hardline, indent, line } from "../printer/doc.js";
import { printDoc } from "../printer/print-doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { AggregateEmission } from "./aggregate-emission.js";

/** `training.decider.ts` as a team finds it first: it compiles, and every handler says that it is not written yet. */
export function deciderStub({ entry, name, decider }: AggregateEmission): EmittedFile {
  const { file, model } = entry;
  const handlers = (entries: readonly { readonly name: string }[], what: string): Doc =>
    bracedLines(entries.map((each) => unwrittenHandler(each.name, `${what} ${each.name}`)));
  const hasHandlers = model.commands.length + model.events.length > 0;
  const text = printDoc([
    paragraphs([
      `import { define${name} } from "./generated/${file.stem}.runtime.js";`,
      [
        `export const ${decider} = define${name}(`,
        bracedLines([
          ["decide: ", handlers(model.commands, "decide")],
          ["evolve: ", handlers(model.events, "evolve")],
        ]),
        ");",
      ],
      ...(hasHandlers ? [notWritten(`${file.stem}.decider.ts`)] : []),
    ]),
    hardline,
  ]);
  return { path: path.join(path.dirname(file.path), `${file.stem}.decider.ts`), text, owner: "user" };
}

/** `Name: () => notWritten("decide Name")` */
export function unwrittenHandler(name: string, what: string): Doc {
  return group([`${name}: () =>`, indent([line, `notWritten(${stringLiteral(what)})`])]);
}

/** The function that stands for handlers; a stub's last paragraph. */
export function notWritten(file: string): Doc {
  return [
    "function notWritten(handler: string): never {",
    hardline,
    `  throw new Error(\`Not written yet: \${handler}, in ${file}.\`);`,
    hardline,
    "}",
  ];
}
