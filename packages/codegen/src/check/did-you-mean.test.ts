import { expect, test } from "vitest";
import { didYouMean, editDistance } from "./did-you-mean.js";

test("the nearest name is proposed", () => {
  expect(didYouMean("VideoStartd", ["VideoStopped", "VideoStarted"])).toBe('Did you mean "VideoStarted"?');
  expect(didYouMean("videostarted", ["VideoStarted"])).toBe('Did you mean "VideoStarted"?');
});

test("a name like none other is answered with all there are", () => {
  expect(didYouMean("Zzz", ["VideoStarted", "VideoStopped"])).toBe("There are: VideoStarted, VideoStopped.");
  expect(didYouMean("Zzz", [])).toBe("There are none.");
});

test("the distance counts insertions, deletions and replacements", () => {
  expect(editDistance("", "abc")).toBe(3);
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("same", "same")).toBe(0);
});

test("a name that only looks like a known one is told apart", () => {
  expect(didYouMean("Оpened", ["Opened", "Closed"])).toBe('Did you mean "Opened"? Yours holds "О" (U+041E).');
  expect(didYouMean("Opened\u200b", ["Opened"])).toBe('Did you mean "Opened"? Yours holds U+200B.');
});

test("of many names some are listed, and a name that would not be seen as it is stands in quotes", () => {
  const many = Array.from({ length: 22 }, (_, index) => `Event${index}`);
  expect(didYouMean("Something", many)).toMatch(/^There are: Event0, .*, Event19, and 2 more\.$/);
  expect(didYouMean("Something", ["a b", "c\u200b"])).toBe('There are: "a b", "c\\u200b".');
  expect(didYouMean("x".repeat(10_000), ["Opened"])).toBe("There are: Opened.");
});
