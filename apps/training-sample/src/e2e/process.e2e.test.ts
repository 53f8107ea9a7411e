import { once } from "node:events";
import { stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { npmStart, startApp, temporaryFolder } from "./app-process.js";

describe("npm start", () => {
  it("keeps its data over a stop and a second start, and who was logged in", async () => {
    const DATA_DIR = await temporaryFolder();
    const first = startApp({ DATA_DIR });
    const firstUrl = await first.ready();
    expect((await fetch(`${firstUrl}/health/ready`)).status).toBe(200);
    const cookie = await logIn(firstUrl);
    const trainings = await (await fetch(`${firstUrl}/api/trainings`, { headers: { cookie } })).json();
    expect(trainings).toHaveLength(3);

    // An open page must hold up nobody.
    const live = await fetch(`${firstUrl}/live`, { headers: { cookie } });
    first.signal("SIGINT");
    const { code, stdout, stderr } = await first.ended();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/Stopping …\nStopped\.\n$/);
    expect(await live.text()).toContain("hello");

    const second = startApp({ DATA_DIR });
    const secondUrl = await second.ready();
    expect(await (await fetch(`${secondUrl}/api/trainings`, { headers: { cookie } })).json()).toEqual(trainings);
    second.signal("SIGTERM");
    expect((await second.ended()).code).toBe(0);
  });

  it("says where it is, and who may log in", async () => {
    const app = startApp({ DATA_DIR: await temporaryFolder() });
    await app.ready();
    app.signal("SIGTERM");
    const { stdout } = await app.ended();
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    for (const line of ["Ada Admin (admin)", "Grace Okafor (trainee)", "Ctrl-C stops it."]) {
      expect(stdout).toContain(line);
    }
  });

  it("stops in order if the signal comes in the middle of the start, and starts well afterwards", async () => {
    const DATA_DIR = await temporaryFolder();
    const app = startApp({ DATA_DIR });
    await exists(join(DATA_DIR, "session-secret"));
    app.signal("SIGINT");
    const { code, stdout } = await app.ended();
    expect(code).toBe(0);
    expect(stdout).toContain("Stopped");

    const again = startApp({ DATA_DIR });
    expect((await fetch(`${await again.ready()}/health/ready`)).status).toBe(200);
  });

  it("leaves nothing behind when npm alone is told to end", async () => {
    const app = npmStart({ DATA_DIR: await temporaryFolder() });
    await app.ready();
    app.signal("SIGTERM");
    const { stdout } = await app.ended();
    expect(stdout).toMatch(/Stopping …\nStopped\.\n$/);
  });

  it("takes the many signals of one Ctrl-C for one", async () => {
    const app = startApp({ DATA_DIR: await temporaryFolder() });
    await app.ready();
    for (let i = 0; i < 3; i++) app.signal("SIGINT");
    expect((await app.ended()).code).toBe(0);
  });
});

describe("npm start that cannot", () => {
  it("names the port that is taken, before it touches any data", async () => {
    const { port } = await listening((socket) => socket.destroy());
    const DATA_DIR = join(await temporaryFolder(), "data");
    await failsWith({ PORT: String(port), DATA_DIR }, `Port ${port} on 127.0.0.1 is taken by another program.`);
    await expect(stat(DATA_DIR)).rejects.toThrow("ENOENT");
  });

  it("names a PORT that is none", () => failsWith({ PORT: "many" }, "PORT must be a whole number"));

  it("names a DATA_DIR that is a file", async () => {
    const file = join(await temporaryFolder(), "file");
    await writeFile(file, "");
    await failsWith({ DATA_DIR: file }, `DATA_DIR is ${file}, but ${file} is a file.`);
    await failsWith({ DATA_DIR: join(file, "below") }, "is a file");
  });

  it("names a DATABASE_URL that is none, without repeating it", () =>
    failsWith({ DATABASE_URL: "postgress://app:hunter2@db/x" }, "DATABASE_URL must look like postgres://"));

  it("names a database that does not answer", async () => {
    const { port, server } = await listening(() => {});
    await new Promise((resolve) => server.close(resolve));
    await failsWith(
      { DATABASE_URL: `postgres://app:hunter2@127.0.0.1:${port}/shop`, DATA_DIR: await temporaryFolder() },
      `No database answers at 127.0.0.1:${port}. Start it, or correct DATABASE_URL.`,
    );
  });

  it("names a host that is not known", async () => {
    const DATABASE_URL = "postgres://app:hunter2@no-such-host.invalid/shop";
    await failsWith(
      { DATABASE_URL, DATA_DIR: await temporaryFolder() },
      "The host name no-such-host.invalid is not known.",
    );
  });

  it("names what answers and is no database", async () => {
    const { port } = await listening((socket) => socket.destroy());
    await failsWith(
      { DATABASE_URL: `postgres://app:hunter2@127.0.0.1:${port}/shop`, DATA_DIR: await temporaryFolder() },
      `127.0.0.1:${port}`,
    );
  });

  async function failsWith(env: Record<string, string>, sentence: string): Promise<void> {
    const { code, stdout, stderr } = await startApp(env).ended();
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stdout + stderr).not.toContain("hunter2");
  }
});

async function logIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: "admin" }),
  });
  return response.headers.getSetCookie().join().split(";")[0] ?? "";
}

async function listening(onConnection: Parameters<typeof createServer>[1]): Promise<{ port: number; server: Server }> {
  const server = createServer({}, onConnection).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : 0 };
}

async function exists(file: string): Promise<void> {
  await expect
    .poll(
      () =>
        stat(file).then(
          () => true,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
}
