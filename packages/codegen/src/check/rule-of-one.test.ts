import { expect, test } from "vitest";
import { projectOf } from "../../test-support/project-of.js";
import { smallAggregate } from "../../test-support/small-models.js";
import { problemAt } from "./diagnostic.js";
import { ruleOfAggregate, ruleOfModel } from "./rule-of-one.js";

const files = { "src/a.model.ts": smallAggregate("A"), "src/b.model.ts": smallAggregate("B") };

test.each([ruleOfModel, ruleOfAggregate])("a model is looked at once, one that was loaded anew again: %o", (ruleOf) => {
  const looked: string[] = [];
  const rule = ruleOf(function* (entry) {
    looked.push(entry.model.name);
    yield problemAt(entry, ["name"], { code: "F0000", message: `This is ${entry.model.name}.` });
  });
  const project = projectOf(files);
  const first = [...rule(project)];
  expect(first.map(({ message }) => message)).toEqual(["This is A.", "This is B."]);
  expect([...rule(project)]).toEqual(first);
  expect(looked).toEqual(["A", "B"]);

  const [a] = project.aggregates;
  const [, changed] = projectOf({ ...files, "src/b.model.ts": `\n${smallAggregate("B")}` }).aggregates;
  if (a === undefined || changed === undefined) throw new Error("There are two aggregates.");
  const second = [...rule({ ...project, aggregates: [changed, a] })];
  expect(looked).toEqual(["A", "B", "B"]);
  expect(second.map(({ location }) => `${location.file}:${location.line}`)).toEqual([
    "src/b.model.ts:5",
    "src/a.model.ts:4",
  ]);
});
