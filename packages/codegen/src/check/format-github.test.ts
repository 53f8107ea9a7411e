import fc from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.js";
import { formatGithub } from "./format-github.js";

const location = { file: "src/a.model.ts", line: 12, column: 3, length: 4, text: "  abcd" };
const diagnostic: Diagnostic = { code: "F1201", severity: "error", message: "No.", location };

test("a line that GitHub shows at its place", () => {
  expect(formatGithub(diagnostic)).toBe("::error file=src/a.model.ts,line=12,col=3,endColumn=7,title=F1201::No.");
  expect(formatGithub({ ...diagnostic, severity: "warning", hint: "Do." }, (file) => `apps/x/${file}`)).toBe(
    "::warning file=apps/x/src/a.model.ts,line=12,col=3,endColumn=7,title=F1201::No.%0ADo.",
  );
});

test("a place on several lines has no columns beyond its first", () => {
  expect(formatGithub({ ...diagnostic, location: { ...location, end: { line: 20, column: 2 } } })).toBe(
    "::error file=src/a.model.ts,line=12,col=3,title=F1201::No.",
  );
});

test("what would end the line, a property or the command is escaped", () => {
  const file = "src/a,b:c%d\n.model.ts";
  expect(formatGithub({ ...diagnostic, message: "50 %\r\n::error::x", location: { ...location, file } })).toBe(
    "::error file=src/a%2Cb%3Ac%25d%0A.model.ts,line=12,col=3,endColumn=7,title=F1201::50 %25%0D%0A::error::x",
  );
});

test("whatever the texts say, it is one command with these properties, and unescaping gives them back", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, (file, message) => {
      const line = formatGithub({ ...diagnostic, message, location: { ...location, file } });
      expect(line).not.toMatch(/[\r\n]/);
      const [, properties = "", data = ""] = /^::error ([^:]*)::(.*)$/s.exec(line) ?? [];
      expect(unescaped(data)).toBe(message);
      const [first = "", ...others] = properties.split(",");
      expect(unescaped(first)).toBe(`file=${file}`);
      expect(others).toEqual(["line=12", "col=3", "endColumn=7", "title=F1201"]);
    }),
  );
});

/** As the runner does it. */
function unescaped(text: string): string {
  const all = { "%2C": ",", "%3A": ":", "%0D": "\r", "%0A": "\n", "%25": "%" };
  return text.replace(/%2C|%3A|%0D|%0A|%25/g, (code) => all[code as keyof typeof all]);
}
