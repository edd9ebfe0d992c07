/** Calls that register a route, and the methods of HTTP that it answers to. */
export const VERBS: Readonly<Record<string, readonly string[]>> = {
  get: ['GET'],
  post: ['POST'],
  put: ['PUT'],
  patch: ['PATCH'],
  delete: ['DELETE'],
  options: ['OPTIONS'],
  head: ['HEAD'],
  any: ['*'],
  view: ['GET'],
  inertia: ['GET'],
  livewire: ['GET'],
  redirect: ['*'],
  permanentRedirect: ['*'],
};
/** The methods are the first argument. */
export const LISTED: ReadonlySet<string> = new Set(['match', 'map', 'addRoute']);
/** Calls that register several routes after one name. */
export const RESOURCES: ReadonlySet<string> = new Set([
  'resource',
  'apiResource',
  'resources',
  'apiResources',
  'singleton',
  'apiSingleton',
  'singletons',
  'apiSingletons',
]);
/** What calls without an object are on. */
export const FACADES: ReadonlySet<string> = new Set(['Route', 'Illuminate\\Support\\Facades\\Route']);
/** Types of what routes are registered on. */
export const ROUTER_TYPE =
  /^(Router|Registrar|RouteRegistrar|RouteCollectorProxy|RouteCollectorProxyInterface)$/;
/** Functions of Laravel 5.0 and 5.1. */
export const HELPER = /^(get|post|put|patch|delete|resource)$/;
