import { ImplicitActions } from '../laravel/implicit-actions.ts';
import { RouteReader } from '../laravel/routes.ts';
import type { PhpPack } from './pack.ts';

/** https://laravel.com/docs/routing, with Lumen and Slim, whose routers are called alike. */
export const laravel: PhpPack = {
  name: 'laravel',
  family: 'php',
  read(names, findings) {
    new RouteReader(names, findings).read();
    new ImplicitActions(names, findings).read();
  },
};
