import { InvalidOptionError } from "@factum/core";
import { describe, expect, it } from "vitest";
import { exchangeName } from "./exchange-name.js";

describe("The exchange of a store", () => {
  it("is named after the store's schema, or as somebody says", () => {
    expect(exchangeName({})).toBe("factum.factum");
    expect(exchangeName({ schema: "shop" })).toBe("factum.shop");
    expect(exchangeName({ schema: "shop", exchange: "wake-ups:eu" })).toBe("wake-ups:eu");
  });

  const refused = ["", "amq.fanout", "a b", "a\u0000", "ä", "x".repeat(256), 7, null, {}, "a/b"];

  it.each(refused)("is never %j", (exchange) => {
    const name = () => exchangeName({ exchange: exchange as string });
    expect(name).toThrow(InvalidOptionError);
    expect(name).toThrow(/^exchange is /);
  });

  it.each(refused.filter((name) => name !== "amq.fanout"))("is never made of the schema %j", (schema) => {
    const name = () => exchangeName({ schema: schema as string });
    expect(name).toThrow(InvalidOptionError);
    expect(name).toThrow(/^schema is /);
  });
});
