import { serverVersion as readVersion } from "../../status/server-version.js";
import { type Check, ok } from "../check.js";

const OLDEST = 15;
const NEWEST = 18;

export const serverVersion: Check = {
  name: "server-version",
  needsStore: false,
  async run({ pool }) {
    const { text, number } = await readVersion(pool);
    const major = Math.floor(number / 10_000);
    const message = `Postgres ${text}`;
    if (major < OLDEST) {
      const advice = `Upgrade the server: Factum needs Postgres ${OLDEST} to ${NEWEST}.`;
      return [{ status: "fail", message: `${message} is too old`, advice }];
    }
    if (major > NEWEST) {
      const advice = `Look for a newer Factum; this one was tested on Postgres ${OLDEST} to ${NEWEST}.`;
      return [{ status: "warn", message: `${message} is newer than this version of Factum knows`, advice }];
    }
    return ok(message);
  },
};
