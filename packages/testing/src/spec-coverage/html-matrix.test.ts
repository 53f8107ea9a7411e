import { describe, expect, it } from "vitest";
import { close, closed, DoorModel, givenDoor, opened } from "../test-support/door.js";
import { specTest } from "../test-support/shown-by.js";
import { htmlMatrix } from "./html-matrix.js";
import { specMatrix } from "./matrix.js";
import { outlineOf } from "./outline.js";

const given = givenDoor();
const hostile = "</script><script>alert(1)</script> | `a` \"b\" 'c' &lt;\n\u0000\ud800 x";
const page = (title: string) => {
  const test = specTest(
    title,
    () =>
      given(opened({ by: "ada" }))
        .when(close)
        .then(closed),
    12,
  );
  const ignore = [{ aggregate: "Door", command: "Lock", outcome: "Closed", because: title }];
  return htmlMatrix(specMatrix(outlineOf([DoorModel]), [test], ignore), { title, hrefOf: (file) => `../${file}` });
};

describe("The matrix as a page", () => {
  it("leads from each cell to its specs, by a button that says what it opens", () => {
    expect(page("closes")).toContain(
      '<td><button popovertarget="specs-1" aria-label="Close, Closed, open: 1 spec">1</button>' +
        '<div popover id="specs-1"><p>Close, Closed, open</p><ul><li><span class="title">A door › closes</span>' +
        '<a href="../src/door.spec.ts"><code>src/door.spec.ts:12</code></a></li></ul></div></td>',
    );
  });

  it("is a table with heads of rows and columns, and says in words what is missing or ignored", () => {
    const html = page("closes");
    expect(html).toContain('<th scope="col">closed</th><th scope="col">open</th><th scope="col">locked</th>');
    expect(html).toContain(
      '<tr class="missing"><th scope="row"><span class="event">Opened</span> <span class="mark bad">missing',
    );
    expect(html).toContain('<span class="mark">ignored: closes</span>');
    expect(html).toContain("<dt>Outcomes</dt><dd>1 of 5</dd>");
  });

  it("needs no network and runs nothing, whatever titles say", () => {
    const html = page(hostile);
    expect(html).not.toContain("<script");
    expect(html).not.toContain("\u0000");
    expect(html.isWellFormed()).toBe(true);
    expect(html.match(/<button/g)).toHaveLength(1);
    expect(html).toContain("A door › &#60;/script&#62;&#60;script&#62;alert(1)");
    expect(html).toContain("default-src 'none'; style-src 'sha256-");
    expect(html).not.toMatch(/(src|href)="(?!\.\.\/)/);
  });
});
