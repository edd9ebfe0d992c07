/** The constant that says what a package calls itself: a word of Go and Java, so no name in either. */
export const PACKAGE = 'package';
/** The constant that says what a `go.mod` calls its module. */
export const MODULE = 'module';
