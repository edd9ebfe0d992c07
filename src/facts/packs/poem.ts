import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { type Chain, type RustPaths, readChain } from '../rust/chains.ts';
import type { RustItem } from '../rust/items.ts';

/** What shows an API of Poem, and is none itself. */
const OF_API = /^(swagger_ui|redoc|rapidoc|openapi_explorer|scalar|stoplight_elements|spec\w*)$/;

/** What stands behind a name in an attribute: `path = "/users"`. */
function settingOf(source: PlainSource, { from }: Range, name: string): Range | undefined {
  const found = source.is(from + 1, '(') ? source.elements(from + 1) : [];
  const value = found.find((one) => source.is(one.from, name) && source.is(one.from + 1, '='));
  return value && { from: value.from + 2, to: value.to };
}

/** Reads `#[OpenApi] impl Api { #[oai(path = "/users", method = "get")] async fn … }`. */
export function readPoemApi(
  source: PlainSource,
  paths: RustPaths,
  findings: Findings,
  id: Ref,
  attribute: Range,
  items: readonly RustItem[],
): void {
  const front = settingOf(source, attribute, 'prefix_path');
  const prefix = front && paths.text(front);
  findings.addRouter({ id, pack: 'axum', ...(prefix && { prefix }) });
  for (const { attributes, head, all, open } of items) {
    const operation = attributes.find(({ from }) => source.is(from, 'oai'));
    if (operation === undefined || open === undefined) continue;
    const path = settingOf(source, operation, 'path');
    const method = settingOf(source, operation, 'method');
    if (path === undefined || method === undefined) continue;
    findings.routes.push({
      on: id,
      methods: [source.at(method.from).text.toUpperCase()],
      path: paths.text(path),
      ...source.lines({ from: operation.from, to: all.to }),
      contract: source.hash(head),
      body: source.hash(source.inside(open)),
    });
  }
}

/** Reads the types that serve an API: `OpenApiService::new((UsersApi, Other::new(1)), "…", "1.0")`. */
export function readPoemService(
  source: PlainSource,
  paths: RustPaths,
  findings: Findings,
  { call }: Chain,
  at: number,
): Ref {
  const id = `service~${at}`;
  findings.addRouter({ id, pack: 'axum' });
  const [first] = call === undefined ? [] : source.elements(call);
  const all = first !== undefined && source.is(first.from, '(') ? source.elements(first.from) : [first];
  for (const value of all) {
    const path = (value && readChain(source, value.from, value.to)?.path) ?? [];
    const type = path.findLastIndex((word) => /^[A-Z]/.test(word));
    if (type !== -1) findings.mounts.push({ on: id, child: paths.ref(path.slice(0, type + 1)), path: [] });
  }
  return id;
}

/** Tells whether a chain ends in what shows an API to people. */
export function showsPoemApi({ links }: Chain): boolean {
  return links.some(({ name }) => OF_API.test(name));
}
