import type { Ref } from '../file-facts/names.ts';

/** What the routes of a file of YAML are registered on. */
export const SYMFONY_ROUTES: Ref = '~routes';
/** What the controllers of a file of PHP are registered on. */
export const CONTROLLERS: Ref = '~controllers';
