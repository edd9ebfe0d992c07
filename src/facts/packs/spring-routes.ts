import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { JavaClass } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';

const PACKAGE = /^org\.springframework\.web\.(reactive\.function\.server|servlet\.function)\./;
/** Functions that give a route for a method of HTTP, however they are put together. */
export const ROUTE_VERB = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

/** Where some routes stand that functions of Spring give. */
export interface Where {
  readonly on: Ref;
  readonly owner: JavaClass | undefined;
  readonly path: WrittenText;
}

/** Tells whether a source may have functions that give routes. */
export function usesRouteFunctions({ file }: JavaNames): boolean {
  return file.imports.some(({ written }) => PACKAGE.test(written));
}
