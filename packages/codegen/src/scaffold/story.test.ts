import { rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runSpecs, typeErrors } from "../../test-support/project-tools.js";
import { REPOSITORY, temporaryProject } from "../../test-support/temporary-project.js";
import { generate } from "../generate.js";
import { addAggregate } from "./add-aggregate.js";
import { addCommand } from "./add-command.js";
import { addEvent } from "./add-event.js";
import { addReadModel } from "./add-read-model.js";
import { initProject } from "./init-project.js";

const SLOW = { timeout: 180_000 };

test("a new project is green before anything is generated, and generation changes nothing in it", SLOW, async () => {
  const project = temporaryProject();
  for (const file of ["package.json", "src"]) rmSync(path.join(project.folder, file), { recursive: true });
  rmSync(path.join(project.folder, "node_modules"), { recursive: true });
  const { changes } = initProject({ folder: project.folder, name: "library" });
  expect(changes.map(({ kind, file }) => `${kind} ${file}`)).toEqual(
    project
      .files()
      .toSorted(byPlan(changes))
      .map((file) => `create ${file}`),
  );
  expect(JSON.parse(project.read("package.json"))).toMatchObject({
    name: "library",
    type: "module",
    scripts: { test: "factum generate --check && vitest run" },
  });

  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(project.folder, "node_modules"), "junction");
  expect(typeErrors(project)).toBe("");
  expect(runSpecs(project)).toEqual({ passed: 8, failed: 0, todo: 0, success: true });
  expect(await generate({ folder: project.folder })).toMatchObject({ diagnostics: [], changes: [] });
});

function byPlan(changes: readonly { readonly file: string }[]) {
  const order = changes.map(({ file }) => file);
  return (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
}

test(
  "an aggregate, then a command that somebody writes into its model: warned of, fixed, to be done",
  SLOW,
  async () => {
    const project = temporaryProject();
    const { folder } = project;
    await addAggregate({ folder, name: "Loan", fields: ["due:date"] });
    expect(typeErrors(project)).toBe("");
    expect(runSpecs(project)).toEqual({ passed: 8, failed: 0, todo: 0, success: true });

    const model = project.read("src/loan/loan.model.ts");
    const command =
      '    ExtendLoan: { data: { due: z.iso.date() }, emits: ["LoanCreated"], rejects: ["AlreadyExists"] },\n';
    project.write("src/loan/loan.model.ts", model.replace(/ {2}\},\n\}\);\n$/, `${command}  },\n});\n`));
    const warned = await generate({ folder });
    expect(warned.diagnostics).toMatchObject([
      {
        code: "F1701",
        severity: "warning",
        message: "Loan.ExtendLoan has no handler in `decide`.",
        location: { file: "src/loan/loan.decider.ts", line: 4, column: 3 },
      },
    ]);
    expect(typeErrors(project)).toContain("ExtendLoan");

    const fixed = await generate({ folder, fix: true });
    expect(fixed.diagnostics).toEqual([]);
    expect(fixed.changes).toEqual([
      { kind: "update", file: "src/loan/loan.decider.ts", added: ["ExtendLoan"] },
      { kind: "update", file: "src/loan/loan.spec.ts" },
    ]);
    expect(typeErrors(project)).toBe("");
    expect(project.read("src/loan/loan.spec.ts")).toContain('it.todo("ExtendLoan is rejected: AlreadyExists", () => {');
    expect(runSpecs(project)).toEqual({ passed: 8, failed: 0, todo: 2, success: true });

    const written = "ExtendLoan: (_state, data, { event }) => event.LoanCreated(data)";
    const decider = project.read("src/loan/loan.decider.ts");
    project.write("src/loan/loan.decider.ts", decider.replace(/ExtendLoan: \(\) => \{[^}]*\}/, written));
    project.write(
      "src/loan/loan.spec.ts",
      project.read("src/loan/loan.spec.ts").replace('.todo("ExtendLoan leads', '("ExtendLoan leads'),
    );
    expect(runSpecs(project)).toEqual({ passed: 9, failed: 0, todo: 1, success: true });
  },
);

test("everything that can be added is green at once, with every type of field", SLOW, async () => {
  const project = temporaryProject();
  const { folder } = project;
  const fields = [
    "title:string",
    "status:int",
    "amount:number?",
    "paid:boolean",
    "due?:date",
    "at:datetime",
    "key:uuid",
    "memberId:MemberId",
    "readers:MemberId[]",
    "tags:string[]?",
    "size:small|x-large",
    "sizes:a|b[]",
  ];
  await addAggregate({ folder, name: "Order", fields });
  await addAggregate({ folder, name: "HTTPThing" });
  await addEvent({ folder, event: "Order.OrderRenamed", fields: ["title:string", "memberId:MemberId", "by:ClerkId"] });
  await addEvent({ folder, event: "Order.OrderClosed" });
  await addCommand({
    folder,
    command: "Order.RenameOrder",
    fields: ["title:string"],
    emits: ["OrderRenamed", "OrderClosed"],
    rejects: ["AlreadyExists", "OrderIsClosed"],
  });
  await addCommand({ folder, command: "HTTPThing.TouchThing", emits: [] });
  await addReadModel({ folder, name: "OrderList", from: ["Order"] });
  await addReadModel({ folder, name: "ClosedOrders", from: ["Order.OrderClosed"] });
  const { diagnostics, changes } = await generate({ folder, fix: true });
  expect({ diagnostics, changes }).toEqual({ diagnostics: [], changes: [] });

  expect(project.files()).toContain("src/http-thing/http-thing.decider.ts");
  expect(project.read("src/order/ids.ts")).toContain(
    'export const ClerkId = z.uuid().lowercase().meta({ id: "ClerkId" });',
  );
  expect(project.read("src/order/order.model.ts")).toContain(
    "    OrderRenamed: event({ title: z.string(), memberId: MemberId, by: ClerkId }),\n    OrderClosed: event({}),\n  },",
  );
  expect(project.read("src/order-list/order-list.read-model.ts")).toContain(
    "OrderRenamed: ({ data }, row) => row && { ...row, title: data.title, memberId: data.memberId },",
  );
  expect(typeErrors(project)).toBe("");
  expect(runSpecs(project)).toEqual({ passed: 23, failed: 0, todo: 7, success: true });
});

test("entries go into a model as its file is written, with the imports that it lacks", SLOW, async () => {
  const project = temporaryProject({
    "src/ids.ts":
      "import * as zod from 'zod'\n\nexport const MemberId = zod.uuid().lowercase().meta({ id: 'MemberId' })\n",
    "src/job/job.model.ts": `import { aggregate, event as happened } from '@factum/core/model'\r
import { z as schema } from 'zod'\r
\r
const model = aggregate('Job', {\r
\tid: schema.uuid().lowercase(),\r
\tstate: schema.object({ done: schema.boolean() }),\r
\tinitialState: { done: false },\r
\tevents: { Finished: happened({}) },\r
\tcommands: { Finish: { data: {}, emits: ['Finished'] } }\r
})\r
export default model\r
`,
  });
  const { folder } = project;
  await addEvent({ folder, event: "Job.Started", fields: ["by:MemberId", "due:date"] });
  await addCommand({ folder, command: "Job.Start", fields: ["by:MemberId"], emits: ["Started"], rejects: ["Done"] });
  const model = project.read("src/job/job.model.ts");
  expect(model).toContain("import { aggregate, event as happened, rejection } from '@factum/core/model'\r\n");
  expect(model).toContain("import { MemberId } from '../ids.js'\r\n");
  expect(model).toContain("{ Finished: happened({}), Started: happened({ by: MemberId, due: schema.iso.date() }) }");
  expect(model).toContain("\trejections: {\r\n\t\tDone: rejection('Done.'),\r\n\t}\r\n})\r\n");
  expect(model).toContain("Start: { data: { by: MemberId }, emits: ['Started'], rejects: ['Done'], }");
  expect(model.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  // There was no decider yet: it is made whole, and lacks nothing.
  expect(project.read("src/job/job.decider.ts")).toContain('throw new NotImplementedError("Job.Start");');
  expect((await generate({ folder, fix: true })).changes).toEqual([]);
  expect(typeErrors(project)).toBe("");
});
