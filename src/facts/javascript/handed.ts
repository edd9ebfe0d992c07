import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Handed } from '../file-facts/routers.ts';
import type { Findings } from '../findings.ts';
import type { Chain } from './chains.ts';
import { readMembers } from './classes.ts';
import type { JavaScriptNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Serving } from './serving.ts';
import type { Range } from './source.ts';

/** What people call routers, and what has them, where they hand them on. */
const TELLING_NAME = /(rout(es?|ers?|ing)|controllers?)$/i;
/** What a source has that hands any of them on: such a name, or a list with something new in it. */
const MAY_HAND = /rout|controller|[[,]\s*(?:new\b|\/)/i;
const LOOP = /^(forEach|map)$/;
/** More than anybody writes into one file. */
const MOST = 300;

/** Says in place of the variable of a loop that it is an element of what the loop goes over. */
export interface LoopVariable {
  readonly variable: Ref;
  readonly element: Ref;
}

/** Reads what routers, and objects that have them, are handed to: in lists, in options, by name. */
export class HandedReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #serving: Serving;
  /** The chains in which functions are called for each element, by the parenthesis of that call. */
  #loops: Map<number, { readonly chain: Chain; readonly link: number }> | undefined;

  constructor(names: JavaScriptNames, findings: Findings, serving: Serving) {
    this.#names = names;
    this.#findings = findings;
    this.#serving = serving;
  }

  /** `routes.forEach((route) => app.use(route.path, route.router))`, `for (const route of routes)` */
  loopVariable({ from }: Range): LoopVariable | undefined {
    const { source, scopes } = this.#names;
    const word = source.word(from);
    const binding = word === undefined ? undefined : scopes.find(word, from);
    if (binding === undefined || binding.member !== undefined) return undefined;
    const over = this.#over(binding);
    const member = binding.parameter?.member === undefined ? '' : `.${binding.parameter.member}`;
    return over === undefined
      ? undefined
      : { variable: this.#names.refOfBinding(binding), element: `${over}.[]${member}` };
  }

  #over({ parameter, loop }: Binding): Ref | undefined {
    const names = this.#names;
    if (loop !== undefined) return names.refOf({ from: loop.from, to: loop.to });
    if (parameter === undefined || parameter.index !== 0) return undefined;
    const { from } = parameter.of;
    const found = this.#loopAt(names.source.is(from - 1, 'async') ? from - 2 : from - 1);
    return found && names.refOfChain(found.chain, found.link);
  }

  #loopAt(open: number): { readonly chain: Chain; readonly link: number } | undefined {
    if (this.#loops === undefined) {
      this.#loops = new Map();
      for (const chain of this.#names.chains)
        for (const [link, { does, ...rest }] of chain.links.entries()) {
          const call = chain.links[link + 1];
          if (does !== 'member' || !('name' in rest) || !LOOP.test(rest.name) || call?.does !== 'call')
            continue;
          if (call.open !== undefined) this.#loops.set(call.open, { chain, link });
        }
    }
    return this.#loops.get(open);
  }

  read(): void {
    const names = this.#names;
    if (!names.source.mayMatch(MAY_HAND)) return;
    for (const chain of names.chains) {
      for (let link = 0; link < chain.links.length; link++) {
        const call = chain.links[link];
        if (call?.does !== 'call' || call.open === undefined) continue;
        const values = names.source.elements(call.open);
        if (!values.some((value) => this.#mayTell(value))) continue;
        const callee = names.refOfChain(chain, link);
        if (callee === undefined || this.#serving.isForeign(callee)) continue;
        for (const [index, value] of values.entries()) this.#given(`${callee}@${index}`, value);
      }
    }
    // `const routes = [new UsersRoute(), new OrdersRoute()]`, perhaps a member of a class.
    for (const { ref, value, member } of names.scopes.bindings)
      if (value !== undefined && member === undefined) this.#list(ref, value);
    for (const shape of names.scopes.classes) {
      const own = `${names.classRef(shape)}()`;
      for (const { name, value } of names.scopes.assigned.get(shape) ?? [])
        this.#list(`${own}.${name}`, value);
      for (const { name, value } of readMembers(names.source, shape, names.shapes))
        if (value !== undefined) this.#list(`${own}.${name}`, value);
    }
  }

  #mayTell({ from, to }: Range): boolean {
    const { source } = this.#names;
    return source.is(from, '[') || source.is(from, '{') || TELLING_NAME.test(source.word(to - 1) ?? '');
  }

  #given(to: Ref, value: Range, depth = 0): void {
    const names = this.#names;
    if (names.source.is(value.from, '[')) this.#list(to, value);
    else if (names.source.is(value.from, '{')) {
      if (names.functionAt(value) !== undefined || depth > 1) return;
      for (const { key, value: part } of names.properties(value.from))
        this.#given(`${to}.${key}`, part, depth + 1);
    } else if (TELLING_NAME.test(names.source.word(value.to - 1) ?? '')) this.#add(to, value);
  }

  #list(to: Ref, value: Range): void {
    const { source } = this.#names;
    if (!source.is(value.from, '[')) return;
    const elements = source.elements(value.from);
    const telling = ({ from, to: end }: Range): boolean =>
      source.is(from, 'new') || TELLING_NAME.test(source.word(end - 1) ?? '');
    if (!elements.some(telling)) return;
    for (const element of elements) if (!source.is(element.from, '{')) this.#add(`${to}.[]`, element);
  }

  #add(to: Ref, range: Range): void {
    const names = this.#names;
    if (names.functionAt(range) !== undefined || this.#findings.handed.length >= MOST) return;
    const value = names.refOf(range);
    if (value === undefined || value === to || this.#serving.isForeign(value)) return;
    const found: Handed = { to, value };
    this.#findings.handed.push(found);
  }
}

/** Puts the element of a loop where a reference begins with the loop's variable. */
export function asElement(ref: Ref, { variable, element }: LoopVariable): Ref {
  const rest = ref.slice(variable.length);
  return ref.startsWith(variable) && /^([.(]|$)/.test(rest) ? element + rest : ref;
}

/** The same within a text. */
export function textAsElement(text: WrittenText, loop: LoopVariable): WrittenText {
  return text.map((part) => (typeof part === 'string' ? part : { ref: asElement(part.ref, loop) }));
}
