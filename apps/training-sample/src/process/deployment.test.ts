import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConfig, VARIABLES } from "../config.js";
import { testApp } from "../http/test-app.js";

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly deploy?: { readonly replicas: number };
  readonly profiles?: readonly string[];
}

describe("compose.yaml", () => {
  const { services } = parse(read("compose.yaml"), { merge: true }) as {
    services: Record<"web" | "listener" | "postgres" | "rabbitmq", Service>;
  };
  const { web, listener, postgres, rabbitmq } = services;

  it("starts one web process and two listeners from one image, and a broker only on request", () => {
    expect(web.environment.ROLE).toBe("web");
    expect([listener.environment.ROLE, listener.deploy?.replicas]).toEqual(["listener", 2]);
    expect(web.image).toBe(listener.image);
    expect(rabbitmq.profiles).toEqual(["rabbitmq"]);
  });

  it.each(["web", "listener"] as const)(
    "gives %s an environment that it takes, and nothing that it does not know",
    (name) => {
      const { environment } = services[name];
      expect(Object.keys(environment).filter((variable) => !VARIABLES.includes(variable))).toEqual([]);
      const given = { SESSION_SECRET: "x".repeat(32) };
      const config = readConfig(filled(environment, given));
      expect(config).toMatchObject({ role: name, notifierUrl: undefined, telemetry: false, trustProxy: false });
      const { hostname, username, password, pathname } = new URL(config.databaseUrl ?? "");
      expect(hostname).toBe("postgres");
      const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = filled(postgres.environment, {});
      expect([username, password, pathname]).toEqual([POSTGRES_USER, POSTGRES_PASSWORD, `/${POSTGRES_DB}`]);
      const withBroker = filled(environment, { ...given, NOTIFIER_URL: "amqp://rabbitmq" });
      expect(readConfig(withBroker).notifierUrl).toBe("amqp://rabbitmq");
    },
  );
});

describe("the Dockerfile", () => {
  const file = read("Dockerfile");
  const last = file.slice(file.lastIndexOf("\nFROM "));

  it("runs the program as nobody special, with settings that it knows", () => {
    expect(last).toMatch(/^USER node$/m);
    const settings =
      /^ENV (.*)$/m
        .exec(last)?.[1]
        ?.split(" ")
        .map((pair) => pair.split("=") as [string, string]) ?? [];
    expect(settings.map(([name]) => name).filter((name) => name !== "NODE_ENV" && !VARIABLES.includes(name))).toEqual(
      [],
    );
    expect(() => readConfig(Object.fromEntries(settings))).toThrow("say which one in DATABASE_URL");
    const env = { ...Object.fromEntries(settings), DATABASE_URL: "postgres://app@db/x" };
    expect(readConfig(env)).toMatchObject({ host: "0.0.0.0", port: 3000, logFormat: "json" });
    const command = JSON.parse(/^CMD (\[.*\])$/m.exec(last)?.[1] ?? "[]") as string[];
    expect(existsSync(new URL(`../../${command.at(-1)}`, import.meta.url))).toBe(true);
  });

  it("asks for its health where the application answers", async () => {
    const path = /\/health\/\w+/.exec(last)?.[0] ?? "";
    expect((await (await testApp()).app.request(path)).status).toBe(200);
  });
});

it("the README has every variable, and no others", () => {
  const table = [...read("README.md").matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \|/gm)].flatMap(
    ([, names = ""]) => names.match(/[A-Z_]+/g) ?? [],
  );
  expect(table.toSorted()).toEqual(VARIABLES.toSorted());
});

/** As compose fills in `${NAME:-default}` and `${NAME:?message}`. */
function filled(environment: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>) {
  const fill = (text: string) =>
    text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name: string, mark: string, text: string) => {
      if (given[name] === undefined && mark === "?") throw new Error(`${name} ${text}`);
      return given[name] ?? text;
    });
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}
