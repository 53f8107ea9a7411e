import { describe, expect, it } from "vitest";
import { ADMIN } from "../catalog.js";
import type { Config } from "../config.js";
import { fakeHandleCommand } from "../http/fake-handle-command.js";
import { ORIGIN, TRAINING_ID, testApp } from "../http/test-app.js";
import { createLogger } from "./logger.js";

const DATABASE_URL = "postgres://app:s3cr%2Ft@db.example/shop";

describe("the log", () => {
  it("has a line for every request: its id, who, what, with which status, and how long", async () => {
    const { lines, logger } = logOf();
    const test = await testApp({ onRequest: (line) => logger.info(line, "request") });
    const admin = await test.as(ADMIN);
    const response = await admin.get("/api/trainings?position=0");
    await test.app.request("/api/trainings");
    const [login, ofAdmin, ofNobody] = lines();
    expect(login).toMatchObject({ method: "POST", path: "/login", status: 303 });
    expect(ofAdmin).toEqual({
      level: "info",
      time: expect.any(Number),
      pid: process.pid,
      msg: "request",
      requestId: response.headers.get("x-request-id"),
      method: "GET",
      path: "/api/trainings",
      status: 200,
      ms: expect.any(Number),
      user: "admin",
    });
    expect(ofNobody).toMatchObject({ status: 401 });
    expect(ofNobody).not.toHaveProperty("user");
  });

  it("has no secret of any request, nor of those that fail", async () => {
    const { text, logger } = logOf();
    const fail = () => Promise.reject(new Error(`cannot reach ${DATABASE_URL} with s3cr/t`));
    const test = await testApp(
      {
        sessionSecret: "top-secret-top-secret-top-secret",
        onRequest: (line) => logger.info(line, "request"),
        onError: (err, id) => logger.error({ err }, `request ${id}`),
      },
      { handleCommand: fakeHandleCommand(fail) },
    );
    const admin = await test.as(ADMIN);
    const cookie = admin.cookies.get("session") ?? "";
    const headers = { authorization: "Bearer token-of-somebody" };
    const path = `/api/trainings/${TRAINING_ID}/cancel-registration`;
    const failed = await admin.postJson(path, { reason: "a private reason" }, headers);
    await admin.get("/?position=0&token=query-secret", headers);
    await test.app.request(`${ORIGIN}/api/trainings`, { headers: { cookie: "session=forged-cookie" } });
    expect(failed.status).toBe(500);
    expect(text()).toContain("cannot reach postgres://app:***@db.example/shop");
    for (const secret of [
      cookie,
      decodeURIComponent(cookie),
      "top-secret",
      "private reason",
      "token",
      "s3cr",
      "forged",
    ]) {
      expect(text()).not.toContain(secret);
    }
  });

  it("takes out what somebody logs without thinking", () => {
    const { text, logger } = logOf();
    logger.warn({ headers: { cookie: "c1", authorization: "a1", "set-cookie": "s1" }, body: "b1", cookie: "c2" }, "x");
    logger.warn({ req: { headers: { cookie: "c3" } }, config: { databaseUrl: "d1", sessionSecret: "e1" } }, "x");
    expect(text().match(/\[redacted\]/g)).toHaveLength(8);
    expect(text()).not.toMatch(/"(c1|a1|s1|b1|c2|c3|d1|e1)"/);
  });

  it("says as much as it is told to", () => {
    const { text, logger } = logOf({ logLevel: "warn" });
    logger.info("quiet");
    expect(text()).toBe("");
  });

  it("speaks to people in sentences", () => {
    const { text, logger } = logOf({ logFormat: "pretty" });
    logger.info({ method: "GET", path: "/", status: 200, ms: 3 }, "request");
    logger.error({ err: new Error("The moon is in the way.") }, "listener TrainingList");
    expect(text()).toBe(
      "request method=GET path=/ status=200 ms=3\nerror: listener TrainingList: The moon is in the way.\n",
    );
  });
});

it("keeps a line for people one line, whatever is in the path", () => {
  const { text, logger } = logOf({ logFormat: "pretty" });
  logger.info({ path: "/x\nerror: all is lost\u001b[2J\u202e" }, "request");
  expect(text()).toBe("request path=/x\\u{a}error: all is lost\\u{1b}[2J\\u{202e}\n");
});

function logOf(config: Partial<Config> = {}) {
  let written = "";
  const given = { logLevel: "info", logFormat: "json", databaseUrl: DATABASE_URL, debug: false, ...config } as const;
  const logger = createLogger(given, { write: (text) => (written += text) });
  const lines = () =>
    written
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
  return { logger, text: () => written, lines };
}
