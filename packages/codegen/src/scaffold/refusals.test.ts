import { expect, test } from "vitest";
import { type TemporaryProject, temporaryProject } from "../../test-support/temporary-project.js";
import { addAggregate } from "./add-aggregate.js";
import { addCommand } from "./add-command.js";
import { addEvent } from "./add-event.js";
import { addReadModel } from "./add-read-model.js";

const SLOW = { timeout: 120_000 };

async function withLoan(): Promise<TemporaryProject> {
  const project = temporaryProject();
  await addAggregate({ folder: project.folder, name: "Loan", fields: ["due:date"] });
  return project;
}

/** What each attempt says; none of them may write. */
async function refusals(
  project: TemporaryProject,
  attempts: readonly (() => Promise<unknown>)[],
): Promise<readonly string[]> {
  const before = project.files().map((file) => project.read(file));
  const said: string[] = [];
  for (const attempt of attempts) {
    said.push(
      await attempt().then(
        () => "was not refused",
        (error: Error) => `${error.name}: ${error.message}`,
      ),
    );
  }
  expect(project.files().map((file) => project.read(file))).toEqual(before);
  return said.map((text) => text.replace("ScaffoldError: ", ""));
}

test("names that cannot be", SLOW, async () => {
  const project = await withLoan();
  const { folder } = project;
  const names = [
    "",
    "loan",
    "__proto__",
    "../Up",
    "A B",
    "Map",
    "X".repeat(61),
    'A"',
    "*/",
    "Delete",
    "Id",
    "Loan",
    "Lo\u0000an",
  ];
  expect(
    await refusals(
      project,
      names.map((name) => () => addAggregate({ folder, name })),
    ),
  ).toEqual([
    'The aggregate "" is not in PascalCase: A to Z first, then letters and digits alone. Call it like LoanAccount.',
    'The aggregate "loan" is not in PascalCase: A to Z first, then letters and digits alone. Call it Loan.',
    'The aggregate "__proto__" is not in PascalCase: A to Z first, then letters and digits alone. Call it Proto.',
    'The aggregate "../Up" is not in PascalCase: A to Z first, then letters and digits alone. Call it like LoanAccount.',
    'The aggregate "A B" is not in PascalCase: A to Z first, then letters and digits alone. Call it AB.',
    'The aggregate "Map" would hide a global of JavaScript or TypeScript. Call it like LoanAccount.',
    `The aggregate "${"X".repeat(61)}" is longer than 60 characters. Call it like LoanAccount.`,
    'The aggregate "A\\"" is not in PascalCase: A to Z first, then letters and digits alone. Call it like LoanAccount.',
    'The aggregate "*/" is not in PascalCase: A to Z first, then letters and digits alone. Call it like LoanAccount.',
    'The name "Delete" would make a constant called `delete`, which is taken.',
    'The name "Id" would make a constant called `id`, which is taken.',
    "There is an aggregate Loan already, in src/loan/loan.model.ts. Choose another name.",
    'The aggregate "Lo\\u0000an" is not in PascalCase: A to Z first, then letters and digits alone. Call it like LoanAccount.',
  ]);
});

test("fields that cannot be", SLOW, async () => {
  const project = await withLoan();
  const { folder } = project;
  const fields = [
    "due",
    ":date",
    "due:",
    "__proto__:string",
    "class:string",
    "a-b:string",
    "due:dat",
    "due:nonsense",
    "due:email",
    "due:integer[]",
    "size:a|",
    "size:a|a",
    "size:a|b'c",
    "a:Map",
    "a:constructor",
  ];
  const attempts = fields.map((field) => () => addEvent({ folder, event: "Loan.LoanExtended", fields: [field] }));
  expect(await refusals(project, attempts)).toEqual([
    '"due" is no field. Write it as name:type, e.g. due:date or note:string?.',
    '":date" is no field. Write it as name:type, e.g. due:date or note:string?.',
    '"due:" is no field. Write it as name:type, e.g. due:date or note:string?.',
    'The field "__proto__" is a member of every JavaScript object. Call it like dueDate.',
    'The field "class" is a reserved word, so no handler could destructure it. Call it like dueDate.',
    'The field "a-b" is no plain identifier: letters, digits and _ alone, no digit first. Call it like dueDate.',
    'The field "due" has no type "dat". Did you mean "date"?',
    'The field "due" has no type "nonsense". There are: string, int, number, boolean, date, datetime, uuid, a|b (one of these), MemberId (a named id).',
    'The field "due" has no type "email". Did you mean "string"? Make it z.email() in the model then.',
    'The field "due" has no type "integer". Did you mean "int"?',
    'The field "size" cannot have the value "" among its values. Write distinct values of letters, digits, - and _, e.g. size:small|large.',
    'The field "size" cannot have the value "a" among its values. Write distinct values of letters, digits, - and _, e.g. size:small|large.',
    'The field "size" cannot have the value "b\'c" among its values. Write distinct values of letters, digits, - and _, e.g. size:small|large.',
    'The type "Map" of the field "a" would hide a global of JavaScript or TypeScript.',
    'The field "a" has no type "constructor". There are: string, int, number, boolean, date, datetime, uuid, a|b (one of these), MemberId (a named id).',
  ]);
});

test("parts that are there, or go to what is not", SLOW, async () => {
  const project = await withLoan();
  const { folder } = project;
  const emits = ["LoanCreated"];
  expect(
    await refusals(project, [
      () => addEvent({ folder, event: "LoanExtended" }),
      () => addEvent({ folder, event: "Lone.LoanExtended" }),
      () => addEvent({ folder, event: "Loan.LoanCreated" }),
      () => addEvent({ folder, event: "Loan.CreateLoan" }),
      () => addEvent({ folder, event: "Loan.LoanState" }),
      () => addEvent({ folder, event: "Loan.LoanMoved", fields: ["a:string", "a:int"] }),
      () => addCommand({ folder, command: "Loan.ExtendLoan", emits: ["LoanCreatd"] }),
      () => addCommand({ folder, command: "Loan.ExtendLoan", emits, rejects: ["AlreadyExist"] }),
      () => addCommand({ folder, command: "Loan.ExtendLoan", emits, rejects: ["no"] }),
      () => addReadModel({ folder, name: "LoanList", from: ["Lone"] }),
      () => addReadModel({ folder, name: "LoanList", from: ["Loan.Created"] }),
      () => addReadModel({ folder, name: "LoanList", from: ["Loan", "Book"] }),
      () => addReadModel({ folder, name: "LoanList", from: [] }),
      () => addReadModel({ folder, name: "Loan", from: ["Loan"] }),
    ]),
  ).toEqual([
    '"LoanExtended" does not say which event of which aggregate. Write it as Aggregate.Name, e.g. Loan.LoanExtended.',
    'There is no aggregate "Lone". Did you mean "Loan"?',
    "Loan has an event LoanCreated already, in src/loan/loan.model.ts. Choose another name.",
    "Loan has a command CreateLoan already, in src/loan/loan.model.ts. Choose another name.",
    "The name LoanState is taken twice: by the generated type LoanState and by the event LoanState. Give one of them another name.",
    'The field "a" is there twice. Leave one of them out.',
    'Loan has no event "LoanCreatd". Did you mean "LoanCreated"? `npx factum add event Loan.LoanCreatd` adds it.',
    'Loan has no rejection "AlreadyExist". Did you mean "AlreadyExists"? If not, declare it in src/loan/loan.model.ts first.',
    'The rejection "no" is not in PascalCase: A to Z first, then letters and digits alone. Call it No.',
    'There is no aggregate "Lone". Did you mean "Loan"?',
    'Loan has no event "Created". There are: LoanCreated.',
    "A new read model follows one aggregate, not Loan and Book. Add it for one, then name the other's events in `from` of its model file.",
    '"" does not say which events to follow. Write --from Loan, or --from Loan.LoanCreated.',
    "src/loan/loan.model.ts is there already; nothing was written. Move it away, or choose another name.",
  ]);
});

test("a model or a decider that cannot be followed is left alone, with what to add by hand", SLOW, async () => {
  const project = await withLoan();
  const { folder } = project;
  const model = project.read("src/loan/loan.model.ts");
  project.write(
    "src/loan/loan.model.ts",
    model.replace("commands: {", "commands: Object.assign({}, {").replace(/\},\n\}\);\n$/, "}),\n});\n"),
  );
  const [said = ""] = await refusals(project, [
    () => addCommand({ folder, command: "Loan.ExtendLoan", emits: ["LoanCreated"] }),
  ]);
  expect(said).toContain("Nothing was written: `Object.assign({}, {` is no object literal in src/loan/loan.model.ts.");
  expect(said).toContain('    ExtendLoan: {\n      data: {},\n      emits: ["LoanCreated"],\n    },\n');

  project.write("src/loan/loan.model.ts", model);
  project.write("src/loan/loan.decider.ts", "export const = 1;\n");
  const [broken = ""] = await refusals(project, [() => addEvent({ folder, event: "Loan.LoanMoved" })]);
  expect(broken).toContain("src/loan/loan.decider.ts:1:14 error F1704: The file has a syntax error");

  project.write("src/loan/loan.model.ts", model.replace('emits: ["LoanCreated"]', 'emits: ["LoanCreatd"]'));
  const [unsound = ""] = await refusals(project, [() => addAggregate({ folder, name: "Book" })]);
  expect(unsound).toContain("Mend this first; nothing was written.");
});

test("--dry-run writes nothing, and says what would be written where", SLOW, async () => {
  const project = await withLoan();
  const before = project.files();
  const result = await addEvent({
    folder: project.folder,
    event: "Loan.LoanMoved",
    fields: ["to:string"],
    dryRun: true,
  });
  expect(result.generated).toBeUndefined();
  expect(result.changes).toContainEqual({
    kind: "update",
    file: "src/loan/loan.model.ts",
    inserted: ["    LoanMoved: event({ to: z.string() }),\n"],
  });
  expect(project.files()).toEqual(before);
});
