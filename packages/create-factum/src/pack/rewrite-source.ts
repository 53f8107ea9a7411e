import { APP_NAME } from "../template-marks.js";

/** What a text of the sample says of its place in the repository, said of an application of its own. */
const REWRITES: readonly (readonly [RegExp, string])[] = [
  // How Node is told to take the sources of packages; an application has them as they were built.
  [/"--conditions=@factum\/source", /g, ""],
  [/--conditions=@factum\/source /g, ""],
  // The folder of the data is in the application's, whatever that is called.
  [/\/training-sample\[\\\\\/\]\\\.data\$\//g, String.raw`/[\\/]\.data$/`],
  // `npm start` is the application's own, not the one in the repository's root.
  [/new URL\("\.\.\/\.\.\/\.\.\/\.\.", import\.meta\.url\)/g, 'new URL("../..", import.meta.url)'],
  [/in the repository's root: /g, "in the application's folder: "],
  // The image is made of the application's folder, not of the whole repository.
  [/build:\n +context: \.\.\/\.\.\n +dockerfile: .*\n/g, "build: .\n"],
  [/"Training sample"/g, JSON.stringify(APP_NAME)],
  [/The training sample is ready/g, `${APP_NAME} is ready`],
  [/the training sample/g, "the application"],
  [/training-sample/g, APP_NAME],
];

export function rewriteSource(text: string): string {
  return REWRITES.reduce((rewritten, [from, to]) => rewritten.replace(from, () => to), text);
}
