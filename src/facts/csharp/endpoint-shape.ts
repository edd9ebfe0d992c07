import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { Attribute, CSharpParameter } from './type-shapes.ts';

/** Attributes that document, that register a route, or that say what nobody outside sees. */
const QUIET =
  /^(Http[A-Z]\w*|Route|RoutePrefix|AcceptVerbs|ActionName|NonAction|Area|ApiController|Controller|Produces\w*|Swagger\w*|Tags|OpenApi\w*|Endpoint(Name|Summary|Description|GroupName)|ApiExplorerSettings|ApiConvention\w*|Description|DisplayName|SuppressMessage|Obsolete|ExcludeFromCodeCoverage|UsedImplicitly)$/;
/** Parameters that do not come from the request. */
const INJECTED =
  /^(CancellationToken|HttpContext|HttpRequest|HttpResponse|ClaimsPrincipal|ILogger|ILoggerFactory|IMediator|ISender|IServiceProvider)$/;

/** Tells whether callers notice nothing of an attribute, or what they notice stands in the path. */
export function isQuiet({ name }: Attribute): boolean {
  return QUIET.test(name);
}

/** The hashes of what a request is asked for. */
export function contractOfParameters(source: PlainSource, parameters: readonly CSharpParameter[]): string[] {
  return parameters
    .filter(
      ({ type, attributes }) =>
        !INJECTED.test(source.at(type.from).text) &&
        !attributes.some(({ name }) => /^From(Keyed)?Services$/.test(name)),
    )
    .map(({ all }) => source.hash(all));
}

/** The methods of HTTP that some ranges name: `"PUT"`, `HttpMethods.Put`; any, where they name none. */
export function methodsIn(source: PlainSource, ranges: readonly Range[]): string[] {
  const found: string[] = [];
  for (const { from, to } of ranges) {
    for (let at = from; at < to; at++) {
      const { kind, text } = source.at(at);
      if (kind === 'string' || (source.is(at - 1, '.') && kind === 'name')) found.push(text.toUpperCase());
    }
  }
  const known = found.filter((method) => /^[A-Z]+$/.test(method));
  return known.length > 0 ? known : ['*'];
}
