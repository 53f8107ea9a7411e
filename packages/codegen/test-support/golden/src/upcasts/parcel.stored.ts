/** Data as older versions stored it: for each event, of version 1 and later ones up to the one before the current. */
export const stored = {
  Sent: [{ kilograms: 1.5 }, { grams: 1500 }, { grams: 1500, express: true }],
  Lost: [{}],
};
