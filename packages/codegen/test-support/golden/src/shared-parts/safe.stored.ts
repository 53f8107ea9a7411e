/** Data as older versions stored it. */
export const stored = { Inspected: [{ by: "bela" }] };
