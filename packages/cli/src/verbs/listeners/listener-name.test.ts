import { expect, test } from "vitest";
import { parseListenerName } from "./listener-name.js";

test.each([
  ["training_list_v1", { base: "training_list", version: 1, build: 1 }],
  ["training_list_v12_b3", { base: "training_list", version: 12, build: 3 }],
  ["mail_v2_v3", { base: "mail_v2", version: 3, build: 1 }],
  ["mails", { base: "mails", version: null, build: 1 }],
  ["mails_v0", { base: "mails_v0", version: null, build: 1 }],
  ["_v1", { base: "_v1", version: null, build: 1 }],
  ["__proto___v1", { base: "__proto__", version: 1, build: 1 }],
  ["", { base: "", version: null, build: 1 }],
])("%s is read apart", (name, parts) => {
  expect(parseListenerName(name)).toEqual(parts);
});
