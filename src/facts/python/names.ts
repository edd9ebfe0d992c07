import type { Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import { pathText } from '../written-text.ts';
import { readArguments } from './functions.ts';
import type { Binding, PythonScopes } from './scopes.ts';
import type { PythonSource, Range } from './source.ts';

/** One step of a chain: `.name`, a call whose parenthesis is at `open`, or `[…]`. */
export type Link =
  | { readonly does: 'member'; readonly name: string }
  | { readonly does: 'call'; readonly open: number }
  | { readonly does: 'item' };

/** A name and what is done to it: `app.include_router(users)`. */
export interface Chain {
  readonly head: number;
  readonly to: number;
  readonly links: readonly Link[];
}

/** What the variables of a loop are in one of its turns. */
export type Turn = ReadonlyMap<Binding, Range>;

const NO_HEAD: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
const NO_TURN: Turn = new Map();
const DEEPEST = 8;

/** What the names and expressions of one source stand for. */
export class PythonNames {
  readonly source: PythonSource;
  readonly scopes: PythonScopes;
  /** Decorators by which packs found routes registered. */
  readonly registering = new Set<Range>();
  /** Names of which all was said that they do where they stand, by their tokens: what is mounted. */
  readonly understood = new Set<number>();
  #calling: readonly Chain[] | undefined;

  constructor(source: PythonSource, scopes: PythonScopes) {
    this.source = source;
    this.scopes = scopes;
  }

  /** The chain that begins at a token. */
  chainAt(head: number): Chain | undefined {
    const { source } = this;
    const word = source.word(head);
    if (word === undefined || NO_HEAD.has(word) || source.is(head - 1, '.')) return undefined;
    const links: Link[] = [];
    let at = head + 1;
    for (;;) {
      const name = source.is(at, '.') ? source.word(at + 1) : undefined;
      if (name !== undefined) {
        links.push({ does: 'member', name });
        at += 2;
      } else if (source.is(at, '(') || source.is(at, '[')) {
        links.push(source.is(at, '(') ? { does: 'call', open: at } : { does: 'item' });
        at = source.after(at);
      } else return { head, to: at, links };
    }
  }

  /** The chains that call something, by where they begin. */
  get calling(): readonly Chain[] {
    this.#calling ??= this.#findCalling();
    return this.#calling;
  }

  #findCalling(): Chain[] {
    const { source } = this;
    const found: Chain[] = [];
    for (let at = 0; at < source.tokens.length; at++) {
      if (!source.is(at + 1, '.') && !source.is(at + 1, '(')) continue;
      const chain = this.chainAt(at);
      if (chain?.links.some(({ does }) => does === 'call')) found.push(chain);
    }
    return found;
  }

  /** The chain that an expression is; undefined where it is more than that. */
  chainOf(range: Range): Chain | undefined {
    const { from, to } = this.#bare(range);
    const chain = this.chainAt(from);
    return chain !== undefined && chain.to >= to ? chain : undefined;
  }

  /** Without the parentheses around it, and without `await`. */
  #bare({ from, to }: Range): Range {
    let range = { from, to };
    for (let steps = 0; steps < DEEPEST; steps++) {
      const { source } = this;
      if (source.is(range.from, 'await')) range = { from: range.from + 1, to: range.to };
      else if (source.is(range.from, '(') && source.after(range.from) === range.to) {
        range = { from: range.from + 1, to: range.to - 1 };
      } else break;
    }
    return range;
  }

  /** Says that nothing else comes of what an expression names. */
  understand(range: Range): void {
    const chain = this.chainOf(range);
    if (chain !== undefined) this.understood.add(chain.head);
  }

  /** What a chain stands for, or as many of its links as are asked for. */
  refOfChain({ head, links }: Chain, upTo = links.length, turn = NO_TURN): Ref | undefined {
    const word = this.source.word(head) ?? '';
    const binding = this.scopes.find(word, head);
    // What has no name here can have come in by `from x import *`.
    if (binding === undefined && this.scopes.stars.length === 0) return undefined;
    const one = binding && turn.get(binding);
    let ref = one === undefined ? (this.#elementRef(binding) ?? binding?.ref ?? word) : this.refOf(one);
    for (const link of links.slice(0, upTo)) {
      if (ref === undefined || link.does === 'item') return undefined;
      ref += link.does === 'call' ? '()' : `.${link.name}`;
    }
    return ref;
  }

  /** What the variable of a loop over a list of another module stands for: `routers.[]`, `routes.[].1`. */
  #elementRef({ loop, import: found, value }: Partial<Binding> = {}): Ref | undefined {
    const chain = loop === undefined || found || value ? undefined : this.chainOf(loop.over);
    if (loop === undefined || chain === undefined) return undefined;
    const list = this.scopes.find(this.source.word(chain.head) ?? '', chain.head);
    if (list?.import === undefined || list.loop !== undefined) return undefined;
    const [member, call] = chain.links.slice(-2);
    const method = member?.does === 'member' && call?.does === 'call' ? member.name : '';
    const pairs = /^(items|values|keys)$/.test(method);
    const ref = this.refOfChain(chain, chain.links.length - (pairs ? 2 : 0));
    if (ref === undefined) return undefined;
    const index = method === 'values' ? 1 : method === 'keys' ? 0 : loop.index;
    return index === undefined ? `${ref}.[]` : `${ref}.[].${index}`;
  }

  /** What an expression stands for; undefined where it is more than a chain. */
  refOf(range: Range, turn = NO_TURN): Ref | undefined {
    const chain = this.chainOf(range);
    return chain && this.refOfChain(chain, chain.links.length, turn);
  }

  /** The dotted name of another module's thing that a chain takes before its first call, and the index of that call. */
  foreignOf(chain: Chain, depth = 0): { readonly name: string; readonly next: number } | undefined {
    const binding = this.scopes.find(this.source.word(chain.head) ?? '', chain.head);
    const base = binding && this.#foreignBinding(binding, depth);
    if (base === undefined) return undefined;
    let [name, next] = [base, 0];
    for (let link = chain.links[0]; link?.does === 'member'; link = chain.links[next]) {
      name += `.${link.name}`;
      next += 1;
    }
    return { name, next };
  }

  #foreignBinding({ import: found, value }: Binding, depth: number): string | undefined {
    if (found !== undefined) return found.name === '*' ? found.from : `${found.from}.${found.name}`;
    // `Router = fastapi.APIRouter`, and no further.
    const chain = value === undefined || depth > 3 ? undefined : this.chainOf(value);
    if (chain === undefined || chain.links.some(({ does }) => does !== 'member')) return undefined;
    return this.foreignOf(chain, depth + 1)?.name;
  }

  /** What a type names, whether or not in quotes, in `Annotated[…]` or with `| None`. */
  foreignType({ from, to }: Range): string | undefined {
    const chain = this.chainAt(from);
    if (chain === undefined || chain.to > to) return undefined;
    return this.foreignOf(chain)?.name;
  }

  /** Reads an expression that puts a text together; undefined where there is anything else in it. */
  textOf(range: Range, turn = NO_TURN, depth = 0): WrittenText | undefined {
    const { source } = this;
    const { from, to } = this.#bare(range);
    const parts: TextPart[] = [];
    if (depth > DEEPEST || from >= to) return undefined;
    let at = from;
    while (at < to) {
      const { kind, text } = source.at(at);
      if (kind === 'string' && source.is(at + 1, '%')) {
        const end = this.#filled(text, at + 2, parts, turn, depth);
        if (end === undefined) return undefined;
        at = end;
      } else if (kind === 'string' && source.is(at + 2, 'format') && source.is(at + 3, '(')) {
        if (!this.#formatted(text, at + 3, parts, turn, depth)) return undefined;
        at = source.after(at + 3);
      } else if (kind === 'string') {
        parts.push(text);
        at += 1;
      } else if (kind === 'template') {
        const end = this.#formatText(at, parts, turn, depth);
        if (end === undefined) return undefined;
        at = end;
      } else {
        const chain = this.chainAt(at);
        const found = chain && this.#partOf(chain, turn, depth);
        if (chain === undefined || found === undefined || chain.to > to) return undefined;
        parts.push(...found);
        at = chain.to;
      }
      // Texts side by side are one.
      const next = source.at(at).kind;
      if (at >= to || next === 'string' || next === 'template') continue;
      if (!source.is(at, '+')) return undefined;
      at += 1;
    }
    return pathText(parts);
  }

  #partOf(chain: Chain, turn: Turn, depth: number): readonly TextPart[] | undefined {
    if (chain.links.length === 0) {
      const binding = this.scopes.find(this.source.word(chain.head) ?? '', chain.head);
      const one = binding && turn.get(binding);
      if (one !== undefined) return this.textOf(one, NO_TURN, depth + 1);
      if (binding?.loop !== undefined && this.#elementRef(binding) === undefined) return undefined;
    }
    const ref = this.refOfChain(chain, chain.links.length, turn);
    return ref === undefined ? undefined : [{ ref }];
  }

  /** Reads an f-string from its first part on. A substitution with a conversion or format is no text that is known. */
  #formatText(from: number, parts: TextPart[], turn: Turn, depth: number): number | undefined {
    const { source } = this;
    parts.push(source.at(from).text);
    let at = from + 1;
    while (source.is(at, '${')) {
      const end = source.after(at) - 1;
      const inner = this.textOf({ from: at + 1, to: end }, turn, depth + 1);
      if (inner === undefined) return undefined;
      parts.push(...inner, source.at(end + 1).text);
      at = end + 2;
    }
    return at;
  }

  /** `"%s/items" % base`, `"/%s/%s" % (a, b)`: the index behind what is put in. */
  #filled(text: string, from: number, parts: TextPart[], turn: Turn, depth: number): number | undefined {
    const { source } = this;
    const pieces = text.split('%s');
    const tupled = source.is(from, '(');
    const to = tupled ? source.after(from) : (this.chainAt(from)?.to ?? from + 1);
    const values = tupled ? source.elements(from) : [{ from, to }];
    if (pieces.length !== values.length + 1 || pieces.some((piece) => piece.includes('%'))) return undefined;
    for (const [index, piece] of pieces.entries()) {
      const value = index === 0 ? undefined : values[index - 1];
      const inner = value === undefined ? [] : this.textOf(value, turn, depth + 1);
      if (inner === undefined) return undefined;
      parts.push(...inner, piece);
    }
    return to;
  }

  /** `"{}/items/{name}".format(base, name=x)`; fields with a format of their own give no text that is known. */
  #formatted(text: string, open: number, parts: TextPart[], turn: Turn, depth: number): boolean {
    const { named, positional } = readArguments(this.source, open);
    let next = 0;
    for (const [index, piece] of text.split(/(?<!\{)\{(\w*)\}(?!\})/).entries()) {
      if (index % 2 === 0) {
        if (/(^|[^{])\{[^{]/.test(piece)) return false;
        parts.push(piece.replaceAll('{{', '{').replaceAll('}}', '}'));
        continue;
      }
      const place = piece === '' ? next++ : Number(piece);
      const value = Number.isNaN(place) ? named.get(piece) : positional[place];
      const inner = value && this.textOf(value, turn, depth + 1);
      if (inner === undefined) return false;
      parts.push(...inner);
    }
    return true;
  }

  /** The string that an expression is, if it is written out in one. */
  literal(range: Range): string | undefined {
    const [part, ...others] = this.textOf(range) ?? [];
    return typeof part === 'string' && others.length === 0 ? part : undefined;
  }

  /** The elements of a list, tuple or set, written here or in a variable. */
  elementsOf(range: Range, depth = 0): readonly Range[] | undefined {
    const { source } = this;
    const { from, to } = range;
    if ((source.is(from, '[') || source.is(from, '(') || source.is(from, '{')) && source.after(from) >= to) {
      return source.elements(from);
    }
    const chain = this.chainOf(range);
    if (chain === undefined || chain.links.length > 0 || depth > DEEPEST) return undefined;
    const value = this.scopes.find(source.word(chain.head) ?? '', chain.head)?.value;
    return value && this.elementsOf(value, depth + 1);
  }
}
