/** What to write instead of a type that cannot be stored. */
export function adviceFor(type: string): string {
  switch (type) {
    case "date":
      return "write z.iso.datetime() or z.iso.date(), and keep dates as strings";
    case "bigint":
      return "write z.int(), or a string with a pattern";
    case "map":
      return "write z.record()";
    case "set":
      return "write z.array()";
    case "undefined":
    case "void":
      return "write .optional() on the field, or z.null()";
    case "any":
    case "unknown":
      return "say what it is; nothing else can be read back safely";
    case "transform":
    case "pipe":
      return "store what goes in, and transform it where it is used";
    case "intersection":
      return "write one object with .extend()";
    case "catch":
      return "stored data is never replaced in silence: drop .catch()";
    default:
      return "JSON cannot represent it";
  }
}
