import { indent } from "./indent.js";

/** Headings with the text that belongs to each, indented: how every failure reads. */
export function describeStory(chapters: readonly (readonly [heading: string, text: string])[]): string {
  return chapters.map(([heading, text]) => `${heading}\n${indent(text)}`).join("\n");
}
