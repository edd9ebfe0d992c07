/** Routes that a Symfony app or bundle keeps in YAML. */
const ROUTES =
  /(^|\/)config\/rout(es|ing)(_\w+)?(\.ya?ml|\/.*\.ya?ml)$|(^|\/)Resources\/config\/(.*\/)?rout(es|ing)[^/]*(\/.*)?\.ya?ml$/;
/** What is only there while one works on an app. */
const WHILE_WORKING = /\/(dev|test)\/|_(dev|test)\.ya?ml$|\/(web_profiler|framework)\.ya?ml$/;

/** Tells by a path alone whether a file of YAML may hold routes of Symfony. */
export function mayHoldSymfonyRoutes(path: string): boolean {
  return ROUTES.test(path) && !WHILE_WORKING.test(path);
}

/** Tells whether an app reads a file of routes without being told to by another one. */
export function isReadByItself(path: string): boolean {
  return /(^|\/)config\/(routes(\.ya?ml$|\/)|routing\.ya?ml$)/.test(path) && !/(^|\/)Resources\//.test(path);
}
