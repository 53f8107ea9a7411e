declare const brand: unique symbol;

/**
 * A type that only a parse can make, so that a trainee's id does not pass for a course's.
 *
 * Two brands of the same name are the same type, wherever they are declared.
 */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
