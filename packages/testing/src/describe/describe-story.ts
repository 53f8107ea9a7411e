import { indent } from "./indent.js";

export type Chapter = readonly [heading: string, text: string];

/** Headings with the text that belongs to each, indented: how every failure reads. */
export function describeStory(chapters: readonly Chapter[]): string {
  return chapters.map(([heading, text]) => `${heading}\n${indent(text)}`).join("\n");
}
