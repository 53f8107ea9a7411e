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
