import type { Ref } from '../file-facts/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import { type GoNames, isStandardLibrary } from './names.ts';

const DEEPEST = 5;
/** Conversions and functions of `net/http` that guard nothing. */
const PLAIN: ReadonlySet<string> = new Set(['HandlerFunc', 'Handler', 'WrapF', 'WrapH', 'StripPrefix']);

/** An expression, and what is in the calls around it: `auth(log(list))` has three. From the outside in. */
export function* wrapped(names: GoNames, range: Range, depth = 0): Generator<Range> {
  yield range;
  const chain = depth < DEEPEST ? names.chainOf(range) : undefined;
  const last = chain?.links.at(-1);
  if (last?.does !== 'call') return;
  for (const argument of names.source.elements(last.open).slice(0, 6))
    yield* wrapped(names, argument, depth + 1);
}

/** The functions that a handler leads to, and what it is wrapped in. */
export function collectHandlers(
  names: GoNames,
  handler: Range,
): { readonly guards: readonly string[]; readonly handlers: readonly Ref[] } {
  const guards: string[] = [];
  const handlers = new Set<Ref>();
  for (const range of wrapped(names, handler)) {
    const chain = names.chainOf(range);
    if (
      chain === undefined ||
      isStandardLibrary(names.importOf(chain) ?? '') ||
      names.source.is(chain.head, 'func')
    )
      continue;
    const call = chain.links.at(-1);
    const inner = call?.does === 'call' ? names.source.elements(call.open) : [];
    const members = chain.links.flatMap((link) => (link.does === 'member' ? [link.name] : []));
    const name = members.at(-1) ?? names.source.at(chain.head).text;
    // What gets another handler stands in front of it.
    if (
      inner.some((one) => names.chainOf(one) !== undefined || names.source.is(one.from, 'func')) &&
      !PLAIN.has(name)
    ) {
      guards.push(name);
    }
    const ref = names.refOfChain(chain, chain.links.length - (call?.does === 'call' ? 1 : 0));
    if (ref !== undefined && handlers.size < 8) handlers.add(ref);
  }
  return { guards, handlers: [...handlers] };
}
