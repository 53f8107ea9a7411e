import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { APP_NAME } from "../template-marks.js";
import { assertStandsAlone } from "./assert-stands-alone.js";
import { emptyTemplate } from "./empty-template.js";
import type { Files } from "./read-files.js";
import { sampleTemplate } from "./sample-template.js";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifestOf = (files: Files) => JSON.parse(files.get("package.json") ?? "") as Manifest;

/** What code imports that is neither Node's nor its own. */
function importedPackages(files: Files): string[] {
  const code = [...files].filter(([file]) => file.endsWith(".ts")).map(([, text]) => text);
  const specifiers = code.flatMap((text) => [
    ...text.matchAll(/^(?:import|export)\s[^;(=]*?from "([^".][^"]*)"/gm),
    ...text.matchAll(/\bimport\("([^".][^"]*)"\)/g),
  ]);
  const names = specifiers.map(([, specifier = ""]) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "");
  return [...new Set(names)].filter((name) => !name.startsWith("node:")).sort();
}

describe.each(["sample", "empty"])("The template %s", (which) => {
  let files: Files;
  beforeAll(async () => {
    files = which === "sample" ? sampleTemplate(repository) : await emptyTemplate(repository);
  });

  it("has every package that its code imports, Factum's as released", () => {
    const { name, dependencies, devDependencies } = manifestOf(files);
    expect(name).toBe(APP_NAME);
    const all = { ...dependencies, ...devDependencies };
    expect(importedPackages(files).filter((each) => !Object.hasOwn(all, each))).toEqual([]);
    for (const [each, range] of Object.entries(all)) {
      if (/^@?factum/.test(each)) expect([each, range]).toEqual([each, expect.stringMatching(/^\^\d+\.\d+\.\d+$/)]);
      expect([each, range]).not.toEqual([each, ""]);
    }
  });

  it("runs without the repository's sources and settings", () => {
    expect(() => assertStandsAlone(files)).not.toThrow();
    expect(manifestOf(files).scripts.start).toBe("node --import tsx src/main.ts");
    expect(JSON.parse(files.get("tsconfig.json") ?? "")).not.toHaveProperty("extends");
  });

  it("keeps what is installed and stored out of git", () => {
    expect(files.get("gitignore")).toMatch(/^node_modules\/\n(.*\n)*\.data\/$/m);
    expect([...files.keys()].filter((file) => /(^|\/)\.gitignore$/.test(file))).toEqual([]);
  });

  it("has no links into the repository in its README", () => {
    expect(files.get("README.md")).toMatch(new RegExp(`^# ${APP_NAME}\n`));
    expect(files.get("README.md")).not.toMatch(/\]\(\.\.|!\[/);
  });
});

describe("assertStandsAlone", () => {
  const check = (file: string, text: string) => () => assertStandsAlone(new Map([[file, text]]));

  it.each([
    ["src/a.ts", 'import { b } from "../../core/b.js";'],
    ["src/http/a.ts", 'new URL("../../..", import.meta.url)'],
    ["README.md", "[data](../../docs/data.md)"],
    ["package.json", '"start": "node --conditions=@factum/source x.ts"'],
    ["src/a.test.ts", "`training-sample`"],
  ])("finds what leads out of %s: %s", (file, text) => {
    expect(check(file, text)).toThrow(`${file} of a template leads into the repository: `);
  });

  it("lets through what stays inside", () => {
    expect(check("src/http/a.ts", 'import { b } from "../b.js"; new URL("../../docs/x.json", u)')).not.toThrow();
    expect(check("docs/a/b.md", "[up](../c.md)")).not.toThrow();
  });
});
