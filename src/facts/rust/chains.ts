import type { Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { joinTexts } from '../written-text.ts';
import { afterAngles } from './items.ts';

/** A path with what is called on it: `Router::new().route(…)`, `users::router()`, `app.merge(…)`. */
export interface Chain {
  readonly path: readonly string[];
  /** The parenthesis behind the path. */
  readonly call?: number;
  readonly links: readonly { readonly name: string; readonly open?: number }[];
  readonly to: number;
}

const UNREADABLE: WrittenText = [{ ref: '~' }];
const DEEPEST = 8;

/** Reads the chain that begins at a token; undefined where none does. */
export function readChain(source: PlainSource, from: number, limit: number): Chain | undefined {
  const first = source.word(from);
  if (first === undefined || source.is(from - 1, '.') || source.is(from - 1, '::')) return undefined;
  const path = [first];
  let at = from + 1;
  while (at < limit && source.is(at, '::')) {
    if (source.is(at + 1, '<')) at = afterAngles(source, at + 1, limit);
    else {
      const word = source.word(at + 1);
      if (word === undefined) break;
      path.push(word);
      at += 2;
    }
  }
  const call = source.is(at, '(') ? at : undefined;
  if (call !== undefined) at = source.after(call);
  const links: { name: string; open?: number }[] = [];
  while (at < limit) {
    if (source.is(at, '?')) at += 1;
    const name = source.is(at, '.') ? source.word(at + 1) : undefined;
    if (name === undefined) break;
    let open = at + 2;
    if (source.is(open, '::') && source.is(open + 1, '<')) open = afterAngles(source, open + 1, limit);
    const called = source.is(open, '(');
    links.push(called ? { name, open } : { name });
    at = called ? source.after(open) : open;
  }
  return { path, ...(call !== undefined && { call }), links, to: Math.min(at, limit) };
}

/** What is called on the way, with what is merged in: `get(show).merge(delete(remove))`. */
export function callsOf(
  source: PlainSource,
  { path, call, links }: Chain,
  depth = 0,
): { readonly name: string; readonly open?: number }[] {
  const own = [{ name: path.at(-1) ?? '', ...(call !== undefined && { open: call }) }, ...links];
  return own.flatMap((one) => {
    const [merged] = one.name === 'merge' && one.open !== undefined ? source.elements(one.open) : [];
    const chain =
      merged === undefined || depth > DEEPEST ? undefined : readChain(source, merged.from, merged.to);
    return chain === undefined ? [one] : callsOf(source, chain, depth + 1);
  });
}

/** What the paths of one source stand for. */
export class RustPaths {
  readonly #source: PlainSource;
  readonly #findings: Findings;
  /** Modules whose whole paths are written. */
  readonly #modules = new Set<string>();

  constructor(source: PlainSource, findings: Findings) {
    this.#source = source;
    this.#findings = findings;
  }

  /** A path that begins at the crate is that of a module, and a name in it. */
  ref(path: readonly string[]): Ref {
    const [first = ''] = path;
    if (!/^(crate|self|super)$/.test(first)) return path.join('.');
    const from = path.slice(0, -1).join('::');
    if (!this.#modules.has(from)) this.#findings.imports.push({ as: from, from, name: '*' });
    this.#modules.add(from);
    return `${from}.${path.at(-1) ?? ''}`;
  }

  /** What calling a function of this or another module gives: `users.router()`. */
  called({ path, call }: Chain): Ref | undefined {
    return call === undefined ? undefined : `${this.ref(path)}()`;
  }

  /** A text, the name of a constant, or what is put together of such: `[A, "/x"].concat()`, `concat!(…)`, `format!(…)`. */
  text({ from, to }: Range, depth = 0): WrittenText {
    const source = this.#source;
    const start = source.is(from, '&') ? from + 1 : from;
    if (source.at(start).kind === 'string' && start + 1 === to) return [source.at(start).text];
    const joined = depth > DEEPEST ? undefined : this.#joined({ from: start, to }, depth);
    if (joined !== undefined) return joinTexts(joined);
    const chain = readChain(source, start, to);
    return chain === undefined || chain.to < to || chain.call !== undefined || chain.links.length > 0
      ? UNREADABLE
      : [{ ref: this.ref(chain.path) }];
  }

  #joined({ from, to }: Range, depth: number): WrittenText | undefined {
    const source = this.#source;
    const all = (open: number): TextPart[] =>
      source.elements(open).flatMap((one) => [...this.text(one, depth + 1)]);
    if (source.is(from, '[')) {
      const at = source.after(from);
      return source.is(at, '.') && source.is(at + 1, 'concat') && source.after(at + 2) === to
        ? all(from)
        : undefined;
    }
    if (!source.is(from + 1, '!') || source.after(from + 2) !== to) return undefined;
    if (source.is(from, 'concat')) return all(from + 2);
    if (!source.is(from, 'format')) return undefined;
    const [first, ...given] = source.elements(from + 2);
    const { kind, text } = source.at(first?.from ?? to);
    if (first === undefined || kind !== 'string') return undefined;
    let next = 0;
    // Every other part is what stands within braces; what is doubled there is a parameter.
    return text.split(/(\{\w*\})(?!\})/).map((part, index): TextPart => {
      if (index % 2 === 0) return part.replaceAll('{{', '{').replaceAll('}}', '}');
      const name = part.slice(1, -1);
      const value = name === '' ? given[next++] : undefined;
      const [only, ...others] = value === undefined ? [] : this.text(value, depth + 1);
      if (only !== undefined && others.length === 0) return only;
      return { ref: /^[A-Za-z_]\w*$/.test(name) ? name : '~' };
    });
  }
}
