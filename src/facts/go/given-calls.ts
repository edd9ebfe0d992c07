import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { collectHandlers } from './handlers.ts';
import type { GoNames } from './names.ts';

/** Functions that register routes take no more than that. */
const MOST_ARGUMENTS = 8;
/** Longer lists of calls are data. */
const MOST_CALLS = 2000;
const LONGEST_TEXT = 100;
/** Tokens. Longer arguments are functions or data. */
const LONGEST_ARGUMENT = 60;
/** What people call functions that register what they are given, where that begins with a slash … */
const MAY_REGISTER =
  /^(get|post|put|patch|del|head|options|any|all|handle|route|register|add|mount|group|crud|resource|endpoint|api|bind|serve|method|map|setup|init|new)|(routes?|router|handlers?|endpoints?|resources?)$/i;
/** … and where it does not. */
const REGISTERS =
  /^(get|post|put|patch|delete|head|options|any|all|handle(func)?|route|register\w*|add(route|handler|endpoint|resource)\w*|mount\w*|group|crud\w*|resources?|endpoint|\w*routes?)$/i;
/** Names that people give what routes are registered on. */
const ROUTER = /^(r|g|e|rg|app|engine|router|mux|srv|server|v\d+)$|(router|group|mux)$/i;

/** Reads the calls of one source that give functions what they may register routes under. */
export class GivenCalls {
  readonly #names: GoNames;
  readonly #findings: Findings;

  constructor(names: GoNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  /** @param open the parenthesis of a call of what is no method of a router */
  read(to: Ref, open: number): void {
    const { source, scopes } = this.#names;
    const elements = source.elements(open);
    if (elements.length === 0 || elements.length > MOST_ARGUMENTS) return;
    if (this.#findings.given.length >= MOST_CALLS) return;
    const called = to.slice(to.lastIndexOf('.') + 1).replace(/~\d+$/, '');
    const slash = elements.some((range) => this.#hasSlash(range));
    const onRouter = elements.some(({ to: end }) => ROUTER.test(source.word(end - 1) ?? ''));
    if (!(slash ? MAY_REGISTER : REGISTERS).test(called) && !onRouter) return;
    const texts = this.#texts(elements);
    const isPath = Object.values(texts).some(([first]) => typeof first === 'string' && first.startsWith('/'));
    if (!isPath && !elements.some((range, place) => this.#mayBePath(range, texts[place]))) return;
    const names: Record<string, Ref> = {};
    const guards: string[] = [];
    const handlers = new Set<Ref>();
    for (const [place, range] of elements.entries()) {
      if (typeof texts[place]?.[0] === 'string') continue;
      const ref = this.#names.refOf(range);
      if (ref !== undefined) names[place] = ref;
      const found = collectHandlers(this.#names, range);
      guards.push(...found.guards);
      for (const handler of found.handlers) handlers.add(handler);
    }
    const within = scopes.functionAt(open);
    this.#findings.given.push({
      to,
      texts,
      ...(Object.keys(names).length > 0 && { names }),
      line: source.at(open).line,
      endLine: source.at(source.after(open) - 1).endLine,
      contract: guards.length === 0 ? '' : hashText(guards.join(' ')),
      body: source.hash(...elements.filter((_, place) => typeof texts[place]?.[0] !== 'string')),
      ...(handlers.size > 0 && { handlers: [...handlers] }),
      ...(within !== undefined && { within }),
    });
  }

  /** Tells at once whether an argument may be a text that begins with a slash: what is called may put it in front. */
  #hasSlash({ from, to }: Range): boolean {
    if (to - from > LONGEST_ARGUMENT) return false;
    for (let at = from; at < to; at++)
      if (this.#beginsWithSlash({ from: at, to }) || this.#names.source.is(at, '(')) return true;
    return false;
  }

  /** What is written out, and what names may stand for. */
  #texts(elements: readonly Range[]): Record<string, WrittenText> {
    const texts: Record<string, WrittenText> = {};
    for (const [place, range] of elements.entries()) {
      const text = this.#names.textOf(range);
      if (text?.every((part) => typeof part !== 'string' || part.length <= LONGEST_TEXT)) texts[place] = text;
    }
    return texts;
  }

  /** Tells whether an argument that does not begin with a slash may come to be a part of a path all the same. */
  #mayBePath(range: Range, [first, ...others]: WrittenText = []): boolean {
    if (typeof first === 'string') return others.length === 0 && /^[\w-]*$/.test(first);
    const { source, scopes } = this.#names;
    const chain = first === undefined ? undefined : this.#names.chainAt(range.from);
    if (chain === undefined) return false;
    const { type, value } = scopes.find(source.at(chain.head).text, chain.head) ?? {};
    if (value !== undefined) return this.#beginsWithSlash(value);
    if (type !== undefined) return source.is(type.from, 'string') && others.length === 0;
    // A constant of another file or package.
    return source.word(chain.to - 1) !== undefined && others.length === 0;
  }

  #beginsWithSlash({ from }: Range): boolean {
    const { kind, text } = this.#names.source.at(from);
    return kind === 'string' && text.startsWith('/');
  }
}
