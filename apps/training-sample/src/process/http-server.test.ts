import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { listen } from "./http-server.js";

const ANYWHERE = { host: "127.0.0.1", port: 0 };

describe("the HTTP server", () => {
  it("answers 503 until there is an application", async () => {
    const server = await listen(ANYWHERE);
    onTestFinished(() => server.close());
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    const early = await fetch(`${server.url}/health/ready`);
    expect(early.status).toBe(503);
    expect(await early.json()).toMatchObject({ detail: "The application is starting." });
    const page = await fetch(server.url, { headers: { accept: "text/html,*/*" } });
    expect([page.status, page.headers.get("retry-after")]).toEqual([503, "1"]);
    const html = await page.text();
    expect(html).toMatch(/http-equiv="refresh"[\s\S]*The application is starting\./);
    // Its policy lets in the style that is in it, and nothing else.
    const [, style = ""] = /<style>(.+)<\/style>/s.exec(html) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page.headers.get("content-security-policy")).toBe(`default-src 'none'; style-src 'sha256-${hash}'`);
    const form = await fetch(`${server.url}/trainings`, { method: "POST", headers: { accept: "text/html,*/*" } });
    expect(await form.text()).toMatch(/^(?!.*http-equiv="refresh").*Nothing was stored\. Reload this page/s);
    server.serve(() => new Response("here"));
    expect(await (await fetch(server.url)).text()).toBe("here");
  });

  it("finishes the requests under way before it is closed, and takes no others", async () => {
    const server = await listen(ANYWHERE);
    const gate = new EventEmitter();
    server.serve(async () => {
      gate.emit("arrived");
      await once(gate, "finish");
      return new Response("done");
    });
    const arrived = once(gate, "arrived");
    const response = fetch(server.url);
    await arrived;
    const closed = server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    gate.emit("finish");
    expect((await response).headers.get("connection")).toBe("close");
    expect(await (await response).text()).toBe("done");
    await closed;
  });

  it("answers who had a connection open and did not know that it stops", async () => {
    const server = await listen(ANYWHERE);
    server.serve(() => new Response("ok"));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const status = () =>
      new Promise((resolve, reject) => {
        get(server.url, { agent }, (response) => response.resume().on("end", () => resolve(response.statusCode))).on(
          "error",
          reject,
        );
      });
    expect(await status()).toBe(200);
    const closed = server.close();
    expect(await status()).toBe(503);
    await closed;
  });

  it("gives up on a request that does not come in", async () => {
    const server = await listen({ ...ANYWHERE, requestMs: 50 });
    onTestFinished(() => server.close());
    server.serve(async (request) => new Response(await request.text()));
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 408 /);
  });

  it("does not wait for connections that are merely kept alive", async () => {
    const server = await listen(ANYWHERE);
    server.serve(() => new Response("ok"));
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await new Promise<void>((resolve) => {
      get(server.url, { agent }, (response) => response.resume().on("end", resolve));
    });
    await server.close();
  });

  it("fails with what Node says if the port is taken", async () => {
    const first = await listen(ANYWHERE);
    onTestFinished(() => first.close());
    const port = Number(new URL(first.url).port);
    await expect(listen({ ...ANYWHERE, port })).rejects.toMatchObject({ code: "EADDRINUSE", syscall: "listen" });
  });
});
