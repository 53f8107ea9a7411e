import { expect, test } from "vitest";
import { parseListenerName } from "./listener-name.js";

test.each([
  ["training_list_v1", { base: "training_list", version: 1, build: 1, isInline: false }],
  ["training_list_v12_b3", { base: "training_list", version: 12, build: 3, isInline: false }],
  ["mail_v2_v3", { base: "mail_v2", version: 3, build: 1, isInline: false }],
  ["training_list_v1_inline", { base: "training_list", version: 1, build: 1, isInline: true }],
  ["training_list_v1_b2_inline", { base: "training_list", version: 1, build: 2, isInline: true }],
  ["all_v1_inline_v2", { base: "all_v1_inline", version: 2, build: 1, isInline: false }],
  ["mails_inline", { base: "mails_inline", version: null, build: 1, isInline: false }],
  ["mails", { base: "mails", version: null, build: 1, isInline: false }],
  ["mails_v0", { base: "mails_v0", version: null, build: 1, isInline: false }],
  ["_v1", { base: "_v1", version: null, build: 1, isInline: false }],
  ["__proto___v1", { base: "__proto__", version: 1, build: 1, isInline: false }],
  ["", { base: "", version: null, build: 1, isInline: false }],
])("%s is read apart", (name, parts) => {
  expect(parseListenerName(name)).toEqual(parts);
});
