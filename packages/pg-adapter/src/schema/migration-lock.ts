/** An arbitrary number that means "changing a Factum schema" among the advisory locks of the database. */
export const MIGRATION_LOCK = 4_837_261_900_517n;
