import { html } from "hono/html";
import type {
  ApiResponse,
  OpenApiDocument,
  Operation,
  Parameter,
  Reference,
  Schema,
} from "../http/openapi/openapi-types.js";
import type { Html } from "./html.js";
import { layout } from "./layout.js";

/** The API for people: everything that `/api/openapi.json` says, as one page without a script. */
export function apiDocsPage(document: OpenApiDocument): Html {
  const operations = operationsOf(document);
  return layout({
    title: "API",
    content: html`<p class="back"><a href="/">← To the application</a></p>
      <h1>${document.info.title}: the API</h1>
      <p class="lead">${document.info.description} <a href="/api/openapi.json">OpenAPI 3.1</a></p>
      <div class="desk api">
        <nav class="panel register" aria-label="Operations">
          ${document.tags.map(
            ({ name }) => html`<h2>${name}</h2>
              <ul class="contents">
                ${operations.filter(({ operation }) => operation.tags.includes(name)).map(contentsLine)}
              </ul>`,
          )}
        </nav>
        <div class="lists">
          ${operations.map((located) => operationPanel(located, document))}
        </div>
      </div>`,
  });
}

interface Located {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function operationsOf({ paths }: OpenApiDocument): readonly Located[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    (["get", "post"] as const).flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ method: method.toUpperCase(), path, operation }];
    }),
  );
}

function contentsLine({ operation }: Located): Html {
  return html`<li><a class="quiet-link" href="#${operation.operationId}">${operation.summary}</a></li>`;
}

function operationPanel({ method, path, operation }: Located, document: OpenApiDocument): Html {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const body = requestBody?.content["application/json"];
  return html`<section class="panel operation" id="${operationId}" aria-labelledby="${operationId}-title">
    <h2 id="${operationId}-title">${summary}</h2>
    <p class="address"><strong class="method">${method}</strong> <code>${path}</code></p>
    ${description === undefined ? "" : html`<p>${description}</p>`}
    ${parameters.length === 0 ? "" : html`<h3>Parameters</h3>`}
    ${parameters.length === 0 ? "" : entries(parameters.map((parameter) => parameterEntry(resolved(parameter, document))))}
    ${body === undefined ? "" : bodyPart(resolved(body.schema, document), body.example)}
    <h3>Answers</h3>
    ${entries(Object.entries(responses).map(([status, response]) => [status, answer(resolved(response, document))]))}
  </section>`;
}

function parameterEntry({ name, in: place, required, description }: Parameter): [Html, Html] {
  return [html`${name} <small>${place}${required === true ? ", required" : ""}</small>`, html`${description ?? ""}`];
}

function bodyPart({ properties = {}, required = [] }: Schema, example: unknown): Html {
  const optional = Object.keys(properties as object).filter((name) => !(required as string[]).includes(name));
  return html`<h3>Body</h3>
    <pre class="sample" tabindex="0" aria-label="Example">${JSON.stringify(example, null, 2)}</pre>
    ${optional.length === 0 ? "" : html`<p class="small">Optional: ${optional.join(", ")}</p>`}`;
}

function answer({ description, headers = {} }: ApiResponse): Html {
  const [sentence, ...rest] = description.split("\n").filter((line) => line !== "");
  return html`${sentence}
  ${rest.length === 0 ? "" : html`<ul class="bullets">${rest.map((line) => html`<li>${line.replace(/^- /, "")}</li>`)}</ul>`}
  ${Object.keys(headers).map((name) => html` <small>${name}</small>`)}`;
}

function entries(rows: readonly (readonly [Html | string, Html | string])[]): Html {
  return html`<dl class="data">
    ${rows.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}
  </dl>`;
}

/** What a reference stands for: all of this document's lead to its own components. */
function resolved<Part extends object>(part: Part | Reference, document: OpenApiDocument): Part {
  if (!("$ref" in part)) return part;
  let found: unknown = document;
  for (const name of String(part.$ref).split("/").slice(1)) found = (found as Record<string, unknown>)[name];
  return found as Part;
}
