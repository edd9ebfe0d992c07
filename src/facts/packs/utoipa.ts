import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource } from '../lexer/plain-source.ts';
import type { RustPaths } from '../rust/chains.ts';
import type { RustItem } from '../rust/items.ts';

const VERB = /^(get|head|post|put|patch|delete|options|trace)$/;

/**
 * Reads `#[utoipa::path(get, path = "/users/{id}")]`, which says where a handler is that `routes!(show)` puts on a router;
 * without that it only describes.
 */
export function readUtoipaPath(
  source: PlainSource,
  paths: RustPaths,
  findings: Findings,
  on: Ref,
  { attributes, all, head, open }: RustItem,
): void {
  const attribute = attributes.find(({ from }) => source.is(from, 'utoipa') && source.is(from + 2, 'path'));
  if (attribute === undefined || open === undefined || !source.is(attribute.from + 3, '(')) return;
  const values = source.elements(attribute.from + 3);
  const methods = values.flatMap(({ from, to }) => {
    if (from + 1 === to) return [source.word(from) ?? ''];
    const listed = source.is(from, 'method') && source.is(from + 1, '(');
    return listed ? source.elements(from + 1).map((one) => source.word(one.from) ?? '') : [];
  });
  const known = methods.filter((method) => VERB.test(method)).map((method) => method.toUpperCase());
  const path = values.find(({ from }) => source.is(from, 'path') && source.is(from + 1, '='));
  if (known.length === 0 || path === undefined) return;
  findings.addRouter({ id: on, pack: 'axum', view: true });
  findings.routes.push({
    on,
    methods: known,
    path: paths.text({ from: path.from + 2, to: path.to }),
    ...source.lines({ from: attribute.from, to: all.to }),
    contract: source.hash(head),
    body: source.hash(source.inside(open)),
  });
}
