/** A value that only its maker may make: `Brand<number, 'LinkId'>`. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
