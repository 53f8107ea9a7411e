/** What errors of other packages extend, and nothing else: whoever throws them need not load all of core for it. */
export { FactumError } from "./factum-error.js";
