import { InvalidOptionError } from "@factum/core";

/** A silent broker is noticed after two to three times this. */
const HEARTBEAT_SECONDS = 10;

/** Where a broker is. */
export interface BrokerAddress {
  /** With everything that a connection needs, the heartbeat included. */
  readonly url: string;
  /** For people: without user, password and parameters. */
  readonly name: string;
}

/**
 * Reads a broker's URL. A heartbeat in seconds that it has as a parameter (`?heartbeat=30`) stays; else there is one of 10.
 *
 * @throws {InvalidOptionError} for what is no `amqp:` or `amqps:` URL; it does not show the URL, which may have a password
 */
export function brokerAddress(url: string): BrokerAddress {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^amqps?:$/.test(parsed.protocol) || parsed.hostname === "") throw invalidUrl(url, parsed);
  const { protocol, hostname, port, pathname, searchParams } = parsed;
  const heartbeat = searchParams.get("heartbeat");
  if (heartbeat === null) searchParams.set("heartbeat", String(HEARTBEAT_SECONDS));
  else if (!/^\d{1,4}$/.test(heartbeat)) {
    throw new InvalidOptionError("url", `…?heartbeat=${heartbeat}`, "a heartbeat in whole seconds, at most 9,999");
  }
  const host = `${hostname}:${port || (protocol === "amqp:" ? "5672" : "5671")}`;
  return { url: parsed.href, name: `${protocol}//${host}${pathname}` };
}

function invalidUrl(url: unknown, parsed: URL | null): InvalidOptionError {
  const shown = typeof url !== "string" ? url : parsed === null ? "no URL" : `${parsed.protocol}…`;
  return new InvalidOptionError("url", shown, "a broker's URL, such as amqp://user:password@host:5672/virtual-host");
}
