import { codePages } from "@factum/codegen";
import { expect, test } from "vitest";
import { run } from "../run.js";

async function explain(...codes: readonly string[]) {
  let [out, err] = ["", ""];
  const code = await run(["explain", ...codes], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

test("a code's page is printed as it is, in upper case or lower", async () => {
  const page = codePages().find(({ code }) => code === "F1203");
  expect(page?.text).toContain("# F1203: ");
  expect(await explain("F1203")).toEqual({ code: 0, out: page?.text, err: "" });
  expect(await explain("f1203", "F1203")).toEqual({ code: 0, out: page?.text, err: "" });
});

test("several pages follow one another", async () => {
  const { out } = await explain("F1203", "F1201");
  expect(out.indexOf("# F1203")).toBe(0);
  expect(out).toContain("\n# F1201: ");
});

test("without a code, all are listed, with a line each", async () => {
  const { code, out } = await explain();
  expect(code).toBe(0);
  expect(out.trimEnd().split("\n")).toEqual(codePages().map((page) => `${page.code}  ${page.title}`));
});

test("a code that is none is named, with the one that was meant; the others are explained", async () => {
  const { code, out, err } = await explain("F1201", "F1203X");
  expect(code).toBe(1);
  expect(out).toContain("# F1201: ");
  expect(err).toBe('There is no code "F1203X". Did you mean "F1203"? `factum explain` lists all.\n');
});
