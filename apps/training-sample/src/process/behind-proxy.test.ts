import { describe, expect, it, onTestFinished } from "vitest";
import { testApp } from "../http/test-app.js";
import { behindProxy } from "./behind-proxy.js";
import { listen } from "./http-server.js";

describe("behind a proxy that speaks https", () => {
  it("forms are let in from the origin that the browser knows, and cookies are Secure", async () => {
    const response = await logIn({ "x-forwarded-proto": "https" }, "https:");
    expect(response.status).toBe(303);
    expect(response.headers.get("set-cookie")).toMatch(/^session=.*; Secure/);
  });

  it("and by http cookies are sent as well: a browser would drop Secure ones", async () => {
    const response = await logIn({}, "http:");
    expect(response.status).toBe(303);
    expect(response.headers.get("set-cookie")).not.toContain("Secure");
  });

  async function logIn(headers: Record<string, string>, protocol: string): Promise<Response> {
    const { app } = await testApp();
    const server = await listen({ host: "127.0.0.1", port: 0 });
    onTestFinished(() => server.close());
    server.serve((request, env) => app.fetch(behindProxy(request), env));
    const { host } = new URL(server.url);
    return fetch(`${server.url}/login`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: `${protocol}//${host}`, "content-type": "application/x-www-form-urlencoded", ...headers },
      body: "user=admin",
    });
  }
});
