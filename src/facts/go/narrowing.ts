import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { Builders } from './framework.ts';
import type { Chain, GoNames } from './names.ts';

/** What a route is narrowed down to. */
interface Narrowed {
  readonly methods?: string[];
  /** The parameter that is given the methods. */
  readonly given?: Ref;
  readonly path?: WrittenText;
  /** All below the path. */
  readonly below: boolean;
  /** Whether the path could be read. */
  readonly known: boolean;
}

const METHOD = /^[A-Z]+$/;

/** `"GET"`, `http.MethodGet`, `[]string{"GET", "POST"}` */
export function readMethods(names: GoNames, range: Range): string[] {
  const { source } = names;
  const brace = source.find(range, '{');
  const written = brace < range.to ? source.elements(brace) : [range];
  const methods = written.map((one) => names.literal(one)?.toUpperCase() ?? '');
  return methods.length > 0 && methods.every((method) => METHOD.test(method)) ? methods : ['*'];
}

/** The parameter of a function that a method, or several, stand for. */
export function givenMethod(names: GoNames, { from, to }: Range): Ref | undefined {
  const end = names.source.is(to - 1, '...') ? to - 1 : to;
  const ref = names.refOf({ from, to: end });
  return ref !== undefined && /@\d+$/.test(ref) ? ref : undefined;
}

/** What the calls of a chain from one of its links on narrow a route down to. */
export function narrowed(
  names: GoNames,
  chain: Chain,
  from: number,
  builders: Builders,
  to = chain.links.length,
): Narrowed {
  let methods: string[] | undefined;
  let given: Ref | undefined;
  let path: WrittenText | undefined;
  let [below, known] = [false, true];
  for (let at = from; at + 1 < to; at += 2) {
    const [member, call] = [chain.links[at], chain.links[at + 1]];
    if (member?.does !== 'member' || call?.does !== 'call') break;
    const values = names.source.elements(call.open);
    const [first] = values;
    if (member.name === builders.methods) {
      methods = values.flatMap((value) => readMethods(names, value));
      given = first && givenMethod(names, first);
    } else if ((member.name === builders.path || member.name === builders.prefix) && first !== undefined) {
      const text = names.textOf(first);
      below ||= member.name === builders.prefix;
      if (text === undefined) known = false;
      else path = [...(path ?? []), ...text];
    }
  }
  return {
    below,
    known,
    ...(methods && { methods }),
    ...(given !== undefined && { given }),
    ...(path && { path }),
  };
}
