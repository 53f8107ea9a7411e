import { expect, test } from "vitest";
import { aggregateText } from "../../../test-support/model-texts.js";
import { problemsOf } from "../../../test-support/problems-of.js";
import { safeFileName } from "./safe-file-name.js";

const problems = (file: string) => problemsOf(safeFileName, { [file]: aggregateText() });

test.each(["src/training.model.ts", "src/deep/er/training-list.model.ts", "src/Training_2.v1.model.ts"])(
  "%s is fine",
  (file) => {
    expect(problems(file)).toEqual([]);
  },
);

test.each(["src/.model.ts", "src/a b.model.ts", "src/a'b.model.ts", "src/a\nalert(1)//.model.ts"])(
  "%j is refused, because generated files carry the name",
  (file) => {
    expect(problems(file)[0]).toContain("F1004 The file's name");
  },
);

test.each(["src/con.model.ts", "src/AUX.model.ts", "src/com1.v2.model.ts"])("%s is a device on Windows", (file) => {
  expect(problems(file)[0]).toContain("is that of a device on Windows. | Call it like training-list.model.ts.");
});

test("a long name would make longer ones", () => {
  expect(problems(`src/${"a".repeat(100)}.model.ts`)).toEqual([]);
  expect(problems(`src/${"a".repeat(101)}.model.ts`)[0]).toContain("is longer than 100 characters.");
});

test.each(["src/it's (here) [id] größe/a.model.ts", "src/$team/a.model.ts"])(
  "%s has folders that imports can name",
  (file) => {
    expect(problems(file)).toEqual([]);
  },
);

test.each([
  ["src/100%/a.model.ts", '"%" (U+0025)'],
  ["src/c#/a.model.ts", '"#" (U+0023)'],
  ["src/a?b/a.model.ts", '"?" (U+003F)'],
  ["src/a\u200bb/a.model.ts", "U+200B"],
  ["src/a\nb/a.model.ts", "U+000A"],
  ['src/"/a.model.ts', "(U+0022)"],
])("%j has a folder that some import or disk cannot name", (file, character) => {
  expect(problems(file)[0]).toContain(character);
  expect(problems(file)[0]).toMatch(/ F1004 The path .* \| Rename the folder\.$/);
});

test.each(["src/Training.model.ts", "SRC/training.model.ts"])("%s is src/training.model.ts, on some disks", (file) => {
  const both = { "src/training.model.ts": aggregateText(), [file]: aggregateText({ name: '"Other"' }) };
  expect(problemsOf(safeFileName, both)).toEqual([
    expect.stringMatching(
      /this is the same file as src\/.raining\.model\.ts\. \| Rename one of them\.$|same file as SRC/,
    ),
  ]);
});

test("é in one character and in two is one name, on some disks", () => {
  const both = {
    "src/\u00e9/a.model.ts": aggregateText(),
    "src/e\u0301/a.model.ts": aggregateText({ name: '"Other"' }),
  };
  expect(problemsOf(safeFileName, both)).toHaveLength(1);
});
