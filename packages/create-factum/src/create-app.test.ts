import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { asCreateError, createApp } from "./create-app.js";
import { CreateError } from "./create-error.js";
import { filesIn, folderWith, MANIFEST, smallTemplates } from "./test-support/small-template.js";

const template = () => path.join(smallTemplates(), "sample");

/** What it says, where nothing may be changed. */
function refusal(parent: string, name: string, more: { template?: string; packages?: string } = {}): string {
  const before = filesIn(parent);
  try {
    createApp({ parent, name, template: template(), ...more });
  } catch (error) {
    expect(filesIn(parent)).toEqual(before);
    return (error as Error).message.replaceAll(parent, "PARENT");
  }
  throw new Error("It was not refused.");
}

describe("createApp", () => {
  it("writes the template with the name in it, and nothing else", () => {
    const parent = folderWith();
    expect(createApp({ parent, name: "shop", template: template() })).toBe(path.join(parent, "shop"));
    expect(filesIn(parent)).toEqual({
      "shop/": "",
      "shop/.gitignore": "node_modules/\n",
      "shop/package.json": `${JSON.stringify({ ...MANIFEST, name: "shop" }, undefined, 2)}\n`,
      "shop/src/": "",
      "shop/src/main.ts": 'console.log("shop is sample, shop");\n',
    });
  });

  it("fills a folder that is empty", () => {
    const parent = folderWith();
    mkdirSync(path.join(parent, "shop"));
    createApp({ parent, name: "shop", template: template() });
    expect(filesIn(parent)).toHaveProperty("shop/package.json");
  });

  it("mixes nothing into what is there", () => {
    expect(refusal(folderWith({ "shop/b.txt": "", "shop/a.txt": "" }), "shop")).toBe(
      "The folder shop is not empty: it holds a.txt. Take another name, or move it away.",
    );
    expect(refusal(folderWith({ "shop/.git/HEAD": "" }), "shop")).toContain("it holds .git");
    expect(refusal(folderWith({ shop: "" }), "shop")).toContain("shop is there already, and is not a folder.");
    const parent = folderWith();
    symlinkSync(path.join(parent, "nowhere"), path.join(parent, "shop"));
    expect(() => createApp({ parent, name: "shop", template: template() })).toThrow("is not a folder");
  });

  it("refuses names that lead elsewhere, or clash with a package that the application uses", () => {
    expect(refusal(folderWith(), "../shop")).toContain("is a path, not a name");
    expect(refusal(folderWith(), "__proto__")).toContain("e.g. proto.");
    expect(refusal(folderWith(), "hono")).toBe(
      "The application uses a package hono, so it cannot have that name. Take another one.",
    );
    expect(() => createApp({ parent: folderWith(), name: "constructor", template: template() })).not.toThrow();
  });

  it("leaves nothing behind when it fails half-way", () => {
    const broken = folderWith({ "a.txt": "a", "package.json": "{" });
    expect(refusal(folderWith(), "shop", { template: broken })).toContain("JSON");
    expect(refusal(folderWith(), "shop", { template: path.join(broken, "b") })).toContain("ENOENT");
    expect(refusal(folderWith(), "shop", { packages: folderWith() })).toContain("no tarball of @factum/core");
  });

  it("says that there is no folder to make it in", () => {
    const parent = path.join(folderWith(), "gone");
    expect(() => createApp({ parent, name: "shop", template: template() })).toThrow(
      `The folder ${parent} is not there. Go to one that is, and try again.`,
    );
  });

  // Nothing is forbidden to root.
  it.skipIf(process.getuid?.() === 0)("says that it may not write there", () => {
    const parent = folderWith();
    mkdirSync(path.join(parent, "locked"), 0o555);
    expect(() => createApp({ parent: path.join(parent, "locked"), name: "shop", template: template() })).toThrow(
      "You have no permission to write into",
    );
  });

  it.each([
    ["EACCES", "You have no permission to write into /there. Go to a folder of yours and try again."],
    ["EPERM", "You have no permission to write into /there."],
    ["EROFS", "/there is on a disk that nothing can be written to."],
    ["ENOSPC", "The disk of /there is full."],
    ["ENOTEMPTY", "Somebody has put files into the folder at this moment."],
  ])("makes a sentence of %s", (code, message) => {
    const cause = Object.assign(new Error(code), { code });
    const error = asCreateError(cause, "/there");
    expect(error).toBeInstanceOf(CreateError);
    expect(error).toMatchObject({ code: "create", message: expect.stringContaining(message), cause });
  });

  it("makes up nothing about other failures", () => {
    for (const error of [new Error("x"), Object.assign(new Error("x"), { code: "constructor" }), null, "text"]) {
      expect(asCreateError(error, "/there")).toBe(error);
    }
  });
});

describe("with tarballs", () => {
  it("takes Factum's packages from them, those that only others use too, and nothing else", () => {
    const packages = folderWith();
    const tarballs = ["factum-core-1.2.3.tgz", "factum-1.2.3.tgz", "factum-pg-adapter-1.2.3-beta.1.tgz"];
    for (const file of [...tarballs, "hono-4.0.0.tgz", "create-factum-1.2.3.tgz", "notes.txt"]) {
      writeFileSync(path.join(packages, file), "");
    }
    const parent = folderWith();
    createApp({ parent, name: "shop", template: template(), packages });
    const file = (name: string) => `file:${path.join(packages, name)}`;
    expect(JSON.parse(filesIn(parent)["shop/package.json"] ?? "")).toEqual({
      name: "shop",
      dependencies: { "@factum/core": file("factum-core-1.2.3.tgz"), hono: "^4.0.0" },
      devDependencies: { factum: file("factum-1.2.3.tgz") },
      overrides: {
        "@factum/core": file("factum-core-1.2.3.tgz"),
        "@factum/pg-adapter": file("factum-pg-adapter-1.2.3-beta.1.tgz"),
        factum: file("factum-1.2.3.tgz"),
      },
    });
  });

  it("says which folder is none", () => {
    expect(refusal(folderWith(), "shop", { packages: "/not/there" })).toBe(
      "/not/there is no folder that can be read. Name one with tarballs.",
    );
  });
});
