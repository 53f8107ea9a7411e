import { InvalidOptionError } from "@factum/core";
import { describe, expect, it } from "vitest";
import { brokerAddress } from "./broker-address.js";

describe("The address of a broker", () => {
  it("gets a heartbeat if it has none, and keeps its own", () => {
    expect(brokerAddress("amqp://localhost").url).toBe("amqp://localhost?heartbeat=10");
    expect(brokerAddress("amqp://localhost/shop?heartbeat=3&frameMax=8192").url).toBe(
      "amqp://localhost/shop?heartbeat=3&frameMax=8192",
    );
  });

  it.each([
    ["amqp://localhost", "amqp://localhost:5672"],
    ["amqps://ana:s3cret@broker.example/shop", "amqps://broker.example:5671/shop"],
    ["amqp://ana:s3cret@[::1]:9/%2Fshop?frameMax=8192", "amqp://[::1]:9/%2Fshop"],
  ])("%s is shown as %s", (url, name) => expect(brokerAddress(url).name).toBe(name));

  it("keeps user and password as they are written", () => {
    expect(brokerAddress("amqp://a%40b:s%2F3@localhost").url).toContain("a%40b:s%2F3@localhost");
  });

  it.each([
    undefined,
    null,
    7,
    {},
    "",
    "localhost",
    "s3cret",
    "http://ana:s3cret@localhost",
    "amqp:",
    "amqp://",
    "__proto__",
    "amqp://ana:s3cret@local host",
    "amqp://ana:s3cret@localhost:99999",
    "\u0000",
    "x".repeat(100_000),
  ])("%j is none, and is told without what may be a password", (url) => {
    const parse = () => brokerAddress(url as string);
    expect(parse).toThrow(InvalidOptionError);
    expect(parse).toThrow(/^url is .* give a broker's URL, such as amqp:/);
    expect(parse).not.toThrow(/s3cret/);
  });

  it.each(["", "-1", "soon", "1.5", "10000"])("a heartbeat of %j is refused", (heartbeat) => {
    expect(() => brokerAddress(`amqp://localhost?heartbeat=${heartbeat}`)).toThrow(/give a heartbeat in whole seconds/);
  });
});
