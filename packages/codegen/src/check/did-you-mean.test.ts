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
