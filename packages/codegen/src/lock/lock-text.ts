import { oncePer } from "../model/once-per.js";
import type { Lock } from "./lock.js";
import { sortedJson } from "./sorted-json.js";

/** What a lock file holds: equal for locks that are. Of each lock it is made once. */
export const lockText = oncePer((lock: Lock) => sortedJson(lock));
