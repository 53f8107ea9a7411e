import { UnsafeStoreError } from "../../errors/pg-errors.js";
import { checkStore } from "../../schema/check-store.js";
import { type Check, ok } from "../check.js";

/** Found by {@link durability} too, which goes on where there is no store. */
const ELSEWHERE = ["fsync-off", "full-page-writes-off"];

/** What an application refuses to start on: see `check-store.sql`. */
export const storeSafety: Check = {
  name: "store-safety",
  needsStore: true,
  async run(store) {
    try {
      await checkStore(store);
    } catch (error) {
      if (!(error instanceof UnsafeStoreError)) throw error;
      const problems = error.problems.filter(({ code }) => !ELSEWHERE.includes(code));
      if (problems.length > 0) {
        const advice = "Applications refuse to start until this is put right.";
        return problems.map(({ problem }) => ({ status: "fail", message: problem, advice }));
      }
    }
    return ok("The sequence, the tables and the checkpoints are in order");
  },
};
