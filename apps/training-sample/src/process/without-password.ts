/** Takes the password of a connection string out of a text, as it stands in the URL and as it is meant. */
export function withoutPassword(text: string, databaseUrl: string | undefined): string {
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) return text;
  const { password } = new URL(databaseUrl);
  if (password === "") return text;
  return text.replaceAll(password, "***").replaceAll(decoded(password), "***");
}

/** A part of a URL as it is meant; as it stands, if it cannot be read. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
