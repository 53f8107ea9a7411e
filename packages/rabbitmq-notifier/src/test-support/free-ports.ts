import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Ports on the loopback interface that nobody listens on, each another one. */
export async function freePorts<Count extends number>(count: Count): Promise<number[] & { length: Count }> {
  const probes = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(probes.map((probe) => once(probe, "listening")));
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports as number[] & { length: Count };
}
