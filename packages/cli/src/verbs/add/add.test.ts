import { expect, test } from "vitest";
import { cliProject } from "../../../test-support/cli-project.js";

const SLOW = { timeout: 120_000 };

test("each thing can be added, is named, and generated", SLOW, () => {
  const project = cliProject();
  project.factum("generate");
  const aggregate = project.factum("add", "aggregate", "Loan", "due:date");
  expect(aggregate).toMatchObject({ code: 0, err: "" });
  expect(aggregate.out).toContain("created src/loan/loan.decider.ts\n");
  expect(aggregate.out).toContain("created src/loan/generated/loan.testkit.ts\n");
  expect(aggregate.out).toContain("await handleCommand(loan, id, CreateLoan(…))");

  const event = project.factum("add", "event", "Loan.LoanExtended", "due:date");
  expect(event.code).toBe(0);
  expect(event.out).toContain("updated src/loan/loan.model.ts\n");
  expect(event.err).toContain("warning F1207: No command of Loan emits LoanExtended.");
  expect(event.err).toContain("`npx factum add command Loan.<Name> --emits LoanExtended`");
  const other = project.factum("add", "aggregate", "Invoice");
  expect(other, "a warning of a file that nothing was added to").toMatchObject({ code: 0, err: "" });
  expect(other.out).toContain("// id: an InvoiceId");

  const command = project.factum(
    "add",
    "command",
    "Loan.ExtendLoan",
    "--emits",
    "LoanExtended,LoanCreated",
    "--rejects",
    "Late",
  );
  expect(command).toMatchObject({ code: 0, err: "" });
  expect(project.read("src/loan/loan.model.ts")).toContain('emits: ["LoanExtended", "LoanCreated"],');
  expect(project.read("src/loan/loan.decider.ts")).toContain('throw new NotImplementedError("Loan.ExtendLoan");');

  const readModel = project.factum("add", "read-model", "LoanList", "--from", "Loan");
  expect(readModel).toMatchObject({ code: 0, err: "" });
  expect(readModel.out).toContain("startListeners([readModelListener(loanList, store.readModels)]");
  expect(project.factum("generate", "--check")).toMatchObject({ code: 0, err: "" });
});

test("--dry-run prints what would be written, and writes nothing", SLOW, () => {
  const project = cliProject();
  const { code, out } = project.factum("add", "aggregate", "Loan", "--dry-run");
  expect(code).toBe(0);
  expect(out).toContain("would create src/loan/loan.model.ts\n  | import { aggregate, event, rejection }");
  expect(out).toContain("Nothing was written (--dry-run).");
  expect(() => project.read("src/loan/loan.model.ts")).toThrow();
});

test("what cannot be added is refused in a sentence, with code 1", SLOW, () => {
  const project = cliProject();
  expect(project.factum("add", "aggregate", "loan")).toEqual({
    code: 1,
    out: "",
    err: 'The aggregate "loan" is not in PascalCase: A to Z first, then letters and digits alone. Call it Loan.\n',
  });
  expect(project.factum("add", "event", "Jobb.Started").err).toBe(
    'There is no aggregate "Jobb". Did you mean "Job"?\n',
  );
  expect(project.factum("add", "aggregate", "Loan", "--folder", "nowhere").err).toMatch(/^There is no folder src in /);
});

test.each(["init", "add", "add aggregate", "add event", "add command", "add read-model"])(
  "the help of %s shows examples",
  SLOW,
  (verb) => {
    const { code, out } = cliProject().factum(...verb.split(" "), "--help");
    expect(code).toBe(0);
    expect(out).toContain(`$ factum ${verb}`);
  },
);

test("init makes a project in a new folder, and says what comes next", SLOW, () => {
  const project = cliProject();
  const { code, out } = project.factum("init", "library", "--aggregate", "Loan");
  expect(code).toBe(0);
  expect(out).toContain("created package.json\n");
  expect(out).toMatch(/\nNext:\n\n {4}cd library\n {4}npm install\n {4}npm test\n$/);
  expect(JSON.parse(project.read("library/package.json")).name).toBe("library");
  expect(project.factum("generate", "--check", "library")).toMatchObject({ code: 0, err: "" });
});
