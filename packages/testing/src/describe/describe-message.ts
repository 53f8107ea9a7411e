import { describeValue } from "./describe-value.js";

/** An event, command or rejection by its name, with its data if it has any: `VideoStarted { videoId: '…' }`. */
export function describeMessage(name: string, data: unknown): string {
  const empty = data === undefined || (typeof data === "object" && data !== null && Object.keys(data).length === 0);
  return empty ? name : `${name} ${describeValue(data)}`;
}
