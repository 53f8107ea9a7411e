/** Where a test's result holds what it has shown. */
export const SHOWN_META = "factumShown";
