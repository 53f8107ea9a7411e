import fc from "fast-check";
import { Marked } from "marked";
import { parse } from "parse5";
import { describe, expect, test } from "vitest";
import { documentedModels } from "../../test-support/docs-models.js";
import { documentedSpecs } from "../../test-support/docs-specs.js";
import { projectOf } from "../../test-support/project-of.js";
import { checkProject } from "../check/check-project.js";
import { buildCatalog } from "./catalog/build-catalog.js";
import { docsFiles } from "./generate-docs.js";
import { escapeHtml } from "./html/html.js";
import { codeMarkdown, escapeMarkdown } from "./markdown/escape-markdown.js";

/** Texts that try to become markup where they are put. */
const pieces = fc.constantFrom(
  ...["</script>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "-->", "<!--", "&lt;", "&#60;", "]]>"],
  ...[
    "`",
    "``",
    "```",
    "|",
    "\\",
    "\\|",
    "*",
    "**",
    "_",
    "~~",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "1) ",
    "> ",
    "---",
    "===",
    "    ",
  ],
  ...[
    "[a](javascript:alert(1))",
    "![a](x)",
    "[a]: x",
    "<http://a>",
    "http://a.b",
    "www.a.b",
    "a@b.c",
    "$x$",
    ":smile:",
  ],
  ...[
    '"',
    "'",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u2028",
    "\u0000",
    "\ud800",
    "\u202e",
    "{@link X}",
    "@example",
    " ",
    "a",
    "*/",
  ],
);
const hostile = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** The names of all elements of a page, and of their attributes, in their order. */
function elementsOf(page: string): readonly string[] {
  const found: string[] = [];
  visit(parse(page) as unknown as Node);
  return found;

  function visit(node: Node): void {
    if (node.tagName !== undefined) found.push([node.tagName, ...(node.attrs ?? []).map(({ name }) => name)].join(" "));
    for (const child of node.childNodes ?? []) visit(child);
  }
}

interface Node {
  readonly tagName?: string;
  readonly attrs?: readonly { readonly name: string }[];
  readonly childNodes?: readonly Node[];
  readonly value?: string;
}

function textOf(page: string): string {
  const visit = (node: Node): string => node.value ?? (node.childNodes ?? []).map(visit).join("");
  return visit(parse(page) as unknown as Node);
}

const markdown = new Marked({ gfm: true, async: false });
const rendered = (text: string) => markdown.parse(text) as string;
const collapsed = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();

describe("Whatever a text says,", () => {
  test("as HTML it is that text, in an element and in an attribute", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = `<!doctype html><p title="${escapeHtml(text)}">${escapeHtml(text)}</p>`;
        expect(elementsOf(page)).toEqual(["html", "head", "body", "p title"]);
        expect(collapsed(textOf(page))).toBe(collapsed(text.replace(/[^\P{Cc}\n\t\r]/gu, "")));
      }),
    );
  });

  test("as Markdown it is that text, in a paragraph, in a list and in a cell of a table", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(escapeMarkdown, codeMarkdown), (text, write) => {
        const written = write(text);
        const code = write === codeMarkdown && written !== "" ? ["code"] : [];
        const frame = ["html", "head", "body"];
        const paragraph = rendered(`a ${written} b`);
        expect(elementsOf(paragraph)).toEqual([...frame, "p", ...code]);
        expect(collapsed(textOf(paragraph))).toBe(collapsed(`a ${text} b`));
        expect(elementsOf(rendered(`- a ${written}`))).toEqual([...frame, "ul", "li", ...code]);
        const table = rendered(`| a | b |\n| --- | --- |\n| ${written} | c |`);
        expect(elementsOf(table)).toEqual([
          ...frame,
          ...["table", "thead", "tr", "th", "th", "tbody", "tr", "td", ...code, "td"],
        ]);
      }),
    );
  });

  test("as Markdown it begins no list, heading or rule", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = escapeMarkdown(text);
        const elements = elementsOf(rendered(written)).filter((name) => !["html", "head", "body"].includes(name));
        expect(elements).toEqual(written === "" ? [] : ["p"]);
      }),
    );
  });

  test("the documentation has the same structure, and asks for nothing", { timeout: 60_000 }, () => {
    const plain = structureOf("What it is.");
    fc.assert(
      fc.property(hostile, (text) => {
        // Paragraphs, code and comments of their own are allowed to differ: they are what an author may write.
        const flat = text.replace(/[`\n\r\u2028\u2029]|\{@link|@(?=\w)|\*\//g, "");
        // Nor is a comment of stars alone one.
        fc.pre(collapsed(flat.replaceAll("*", "")) !== "");
        expect(structureOf(flat)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  test("the page runs its own script alone, and has neither handlers nor styles in its elements", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = pagesOf(text).get("index.html") ?? "";
        const elements = elementsOf(page);
        expect(elements.filter((element) => element.startsWith("script"))).toEqual(["script"]);
        expect(elements.filter((element) => / (on\w+|style|src|srcdoc)\b/.test(element))).toEqual([]);
        expect(page.replaceAll("&#39;", "'")).toMatch(
          /content="default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+';/,
        );
      }),
      { numRuns: 60 },
    );
  });
});

function pagesOf(text: string): ReadonlyMap<string, string> {
  const project = projectOf(documentedModels(text));
  expect(checkProject(project).filter(({ severity }) => severity === "error")).toEqual([]);
  return new Map(
    docsFiles(buildCatalog(project, { title: text, version: text }, documentedSpecs(text))).map((file) => [
      file.path,
      file.text,
    ]),
  );
}

function structureOf(text: string): unknown {
  return [...pagesOf(text)].map(([path, content]) => {
    if (path.endsWith(".html")) return [path, elementsOf(content)];
    if (path.endsWith(".md")) return [path, elementsOf(rendered(content))];
    return [path, Object.keys(JSON.parse(content) as object)];
  });
}
