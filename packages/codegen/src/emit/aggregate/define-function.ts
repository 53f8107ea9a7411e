import { block, bracedLines, parenthesized } from "../printer/blocks.js";
import { type Doc, hardline, indent } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { AggregateEmission } from "./aggregate-emission.js";
import type { RuntimeImports } from "./emit-runtime.js";

/** `defineTraining`, and the dispatch that it needs. */
export function defineFunction(emission: AggregateEmission, imports: RuntimeImports): readonly Doc[] {
  const { name, codec } = emission;
  const decider = bracedLines([
    ["...", imports.core("bindModel"), `(model, ${codec})`],
    decideMethod(emission, imports),
    evolveMethod(emission, imports),
  ]);
  const { commands, events } = emission.entry.model;
  // A parameter that nothing uses has an underscore, or linters complain.
  const handlers = commands.length + events.length === 0 ? "_handlers" : "handlers";
  const define = [
    `/** Makes the decider of ${name} from the team's handlers. */`,
    hardline,
    block(`export function define${name}(${handlers}: ${name}Handlers): ${name}Decider`, [["return ", decider, ";"]]),
  ];
  return commands.length === 0 ? [define] : [define, dispatchFunction(emission, imports)];
}

function decideMethod({ name, entry }: AggregateEmission, imports: RuntimeImports): Doc {
  if (entry.model.commands.length === 0) {
    return block("decide(_state, command)", [`return ${imports.core("unreachable")}(command);`]);
  }
  const types = `${imports.own(`${name}Event`)}, ${imports.own(`${name}Rejection`)}`;
  return block("decide(state, command, context)", [
    "const returned = dispatch(handlers.decide, state, command, context);",
    [
      "return ",
      imports.core("asDecision"),
      `<${types}>`,
      parenthesized([`\`${name}.\${command.type}\``, "returned"]),
      ";",
    ],
  ]);
}

function evolveMethod({ entry }: AggregateEmission, imports: RuntimeImports): Doc {
  const { events } = entry.model;
  if (events.length === 0) return block("evolve(_state, event)", [`return ${imports.core("unreachable")}(event);`]);
  const cases = events.map(({ name }) => [name, `handlers.evolve.${name}(state, event.data)`] as const);
  return block("evolve(state, event)", [switchOnType("event", cases, imports.core("unreachable"))]);
}

function dispatchFunction({ name, idType, entry }: AggregateEmission, imports: RuntimeImports): Doc {
  const parameters = [
    `decide: ${name}Handlers["decide"]`,
    `state: ${imports.own(`${name}State`)}`,
    `command: ${imports.own(`${name}Command`)}`,
    `context: ${imports.coreType("DecisionContext")}<${imports.own(idType)}>`,
  ];
  const cases = entry.model.commands.map(({ name: command }) => {
    const context = [imports.core("contextWith"), parenthesized(["context", `allowed.${command}`])];
    return [command, [`decide.${command}`, parenthesized(["state", "command.data", context])]] as const;
  });
  const head = ["function dispatch", parenthesized(parameters)];
  return block(head, [switchOnType("command", cases, imports.core("unreachable"))]);
}

/** A `switch` over a union's `type`, which ends in a type error when a case is missing. */
export function switchOnType(
  variable: string,
  cases: readonly (readonly [type: string, result: Doc])[],
  unreachable: string,
): Doc {
  // TypeScript narrows unions alone: of a single type only the `type` itself becomes never.
  const rest = cases.length === 1 ? `${variable}.type` : variable;
  return block(`switch (${variable}.type)`, [
    ...cases.map(([type, result]) => [`case ${stringLiteral(type)}:`, indent([hardline, "return ", result, ";"])]),
    ["default:", indent([hardline, `return ${unreachable}(${rest});`])],
  ]);
}
