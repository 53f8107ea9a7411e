import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../../catalog.js";
import { COMMAND_PATHS } from "../command-paths.js";
import { TRAINING_ID, testApp } from "../test-app.js";
import { apiDocument } from "./api-document.js";
import type { ApiResponse, OpenApiDocument } from "./openapi-types.js";

const document = apiDocument();
const [fire] = COURSES;
const [grace] = TRAINEES;

describe("the API's document", () => {
  it("is OpenAPI 3.1, by the schema of OpenAPI itself", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone({ ...document }))).toMatchObject({ valid: true });
    expect(validator.version).toBe("3.1");
    // Also that every reference leads somewhere.
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  it("is served as it is", async () => {
    const { app } = await testApp();
    const response = await app.request("/api/openapi.json");
    expect(await response.json()).toEqual(document);
  });

  it("has every route of the API, and no other", async () => {
    const { app } = await testApp();
    const own = ["/api/openapi.json", "/api/docs"];
    const routes = app.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/") && !own.includes(path))
      .flatMap(({ method, path }) => commandsOf(path).map((each) => `${method} ${each.replace(":id", "{id}")}`));
    expect(operations(document).toSorted()).toEqual(routes.toSorted());
  });

  it("says of every command that it takes Idempotency-Key and If-Match, and what it may answer", () => {
    for (const name of Object.values(COMMAND_PATHS)) {
      const operation = document.paths[`/api/trainings/{id}/${name}`]?.post;
      const parameters = operation?.parameters?.map((parameter) =>
        "$ref" in parameter ? parameter.$ref : parameter.name,
      );
      expect(parameters).toEqual(["id", "#/components/parameters/IdempotencyKey", "#/components/parameters/IfMatch"]);
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        [200, 400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503, "default"].map(String),
      );
    }
  });
});

describe("what the API answers", () => {
  const command = `/api/trainings/${TRAINING_ID}`;
  const registration = { traineeId: grace.id, courseId: fire.id, dueDate: "2099-01-31" };

  it("is what its document says", async () => {
    const test = await testApp();
    const admin = await test.as(ADMIN);
    const trainee = await test.as(grace);
    const video = { videoId: fire.videos[0].id };
    const path = (name: string) => `/api/trainings/{id}/${name}`;

    await matches("post", "/api/login", await admin.postJson("/api/login", { user: "admin" }));
    const create = () => admin.postJson(`${command}/create-registration`, registration);
    await matches("post", path("create-registration"), await create());
    await matches("post", path("create-registration"), await create(), 409);
    await matches("post", path("start-video"), await trainee.postJson(`${command}/start-video`, {}), 400);
    await matches("post", path("start-video"), await trainee.postJson(`${command}/start-video`, video));
    const stale = await trainee.postJson(`${command}/complete-training`, {}, { "if-match": '"1"' });
    await matches("post", path("complete-training"), stale, 412);
    await matches("get", "/api/trainings/{id}", await trainee.get(command));
    await matches("get", "/api/trainings", await trainee.get("/api/trainings?position=2"));
    const done = await trainee.postJson(`${command}/complete-training`, {});
    const { position } = (await done.clone().json()) as { position: number };
    await matches("post", path("complete-training"), done);
    await matches("get", "/api/history", await trainee.get(`/api/history?position=${position}`));
    await matches("get", "/api/trainings/{id}", await trainee.get(command));
  });

  async function matches(method: "get" | "post", path: string, response: Response, status = 200): Promise<void> {
    expect(response.status).toBe(status);
    const declared = document.paths[path]?.[method]?.responses[status];
    const pointer =
      declared !== undefined && "$ref" in declared
        ? declared.$ref
        : `#/paths/${path.replaceAll("/", "~1")}/${method}/responses/${status}`;
    const { content = {}, headers = {} } = at(document, pointer) as ApiResponse;
    const type = response.headers.get("content-type")?.split(";")[0] ?? "";
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: "api", ...document });
    const schema = `${pointer}/content/${type.replaceAll("/", "~1")}/schema`;
    expect(Object.keys(content)).toContain(type);
    const isValid = ajv.compile({ $ref: `api${encodeURI(schema)}` });
    expect([isValid(await response.json()), isValid.errors]).toEqual([true, null]);
    for (const name of Object.keys(headers)) expect([name, response.headers.has(name)]).toEqual([name, true]);
  }
});

function at(from: unknown, pointer: string): unknown {
  const names = pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/"));
  return names.reduce((part, name) => (part as Record<string, unknown>)[name], from);
}

function commandsOf(path: string): string[] {
  return path.endsWith("/:command")
    ? Object.values(COMMAND_PATHS).map((name) => path.replace(":command", name))
    : [path];
}

function operations({ paths }: OpenApiDocument): string[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
}
