import type { Definition } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import {
  afterAngles,
  findOutside,
  implemented,
  type RustItem,
  type RustItems,
  splitOutside,
} from './items.ts';
import { readReexports } from './reexports.ts';

/** Attributes that those who use a type rely on. */
const OF_CONTRACT = /^(derive|repr|non_exhaustive)$/;
const DEEPEST = 30;

/** Where items stand: what is in front of their names, and whether others see it. */
interface Place {
  readonly front: string;
  readonly offered: boolean;
  readonly depth: number;
}

/** What a type has besides its own text: traits that it implements. */
interface Type {
  readonly contract: string[];
  readonly body: string[];
}

class DefinitionReader {
  readonly #source: PlainSource;
  readonly #items: RustItems;
  readonly #findings: Findings;
  readonly #found = new Map<string, Definition>();
  readonly #types = new Map<string, Type>();

  constructor(source: PlainSource, items: RustItems, findings: Findings) {
    this.#source = source;
    this.#items = items;
    this.#findings = findings;
  }

  read(items: readonly RustItem[]): Definition[] {
    this.#block(items, { front: '', offered: true, depth: 0 });
    for (const [name, { contract, body }] of this.#types) {
      const known = this.#found.get(name);
      if (known === undefined) continue;
      this.#found.set(name, {
        ...known,
        contract: hashText([known.contract, ...contract.sort()].join('\n')),
        body: hashText([known.body, ...body.sort()].join('\n')),
      });
    }
    return [...this.#found.values()].sort((a, b) => a.line - b.line);
  }

  #block(items: readonly RustItem[], place: Place): void {
    for (const item of items) this.#item(item, place);
  }

  /** What is declared once per system or feature is one thing with several texts. */
  #add(item: RustItem, name: string, contract: string, body: string, offered: boolean): void {
    const known = this.#found.get(name);
    const inner = offered ? {} : { inner: true as const };
    if (known === undefined) {
      const lines = this.#source.lines({ from: item.word, to: item.all.to });
      this.#found.set(name, { name, ...lines, contract, body, ...inner });
      return;
    }
    const { inner: was, ...rest } = known;
    this.#found.set(name, {
      ...rest,
      contract: contract === known.contract ? contract : hashText(`${known.contract} ${contract}`),
      body: body === known.body ? body : hashText(`${known.body} ${body}`),
      ...(was === true && inner),
    });
  }

  #item(item: RustItem, place: Place): void {
    const source = this.#source;
    const name = place.front + item.name;
    const offered = place.offered && item.offered;
    const body = item.open === undefined ? undefined : source.inside(item.open);
    const whole = (range: Range): string => source.hash(range);
    switch (item.kind) {
      case 'fn':
        this.#add(item, name, this.#signature(item), body === undefined ? '' : whole(body), offered);
        return;
      case 'struct':
      case 'union':
        this.#struct(item, name, body, offered);
        return;
      case 'enum': {
        const parts = [this.#notes(item), whole(item.head), body === undefined ? '' : whole(body)];
        this.#add(item, name, hashText(parts.join('\n')), '', offered);
        return;
      }
      case 'trait':
        this.#add(item, name, hashText(`trait ${whole(item.head)}`), '', offered);
        if (body !== undefined) this.#trait(body, name, offered, place.depth);
        return;
      case 'type':
        this.#add(item, name, whole({ from: item.word, to: item.head.to }), '', offered);
        return;
      case 'const':
      case 'static': {
        const equals = findOutside(source, item.head, '=');
        const contract = whole({ from: item.head.from, to: equals });
        this.#add(item, name, contract, whole({ from: equals, to: item.head.to }), offered);
        return;
      }
      case 'macro':
        this.#macro(item, place.depth === 0 || item.offered ? item.name : name);
        return;
      case 'mod':
        this.#module(item, name, body, offered, place);
        return;
      case 'extern':
        if (body !== undefined) this.#block(this.#items.read(body), place);
        return;
      case 'impl':
        if (body !== undefined) this.#impl(item, body, place);
        return;
      case 'use':
        if (offered)
          for (const found of readReexports(source, item, place.front)) this.#findings.exports.push(found);
    }
  }

  #notes({ attributes }: RustItem): string {
    const { word } = this.#source;
    const notes = attributes.filter(({ from }) => OF_CONTRACT.test(word.call(this.#source, from) ?? ''));
    return notes.map((range) => this.#source.hash(range)).join(' ');
  }

  #module(item: RustItem, name: string, body: Range | undefined, offered: boolean, place: Place): void {
    this.#add(item, name, hashText('mod'), '', offered);
    if (body === undefined || place.depth > DEEPEST) return;
    // What a private module has may be passed on; by itself it is not offered, since its module is not.
    this.#block(this.#items.read(body), { front: `${name}.`, offered: true, depth: place.depth + 1 });
  }

  /** All but names of parameters, which are of no concern to callers. */
  #signature({ from, word, head }: RustItem): string {
    const source = this.#source;
    const open = afterAngles(source, head.from, head.to);
    const parts = [source.hash({ from, to: word }), source.hash({ from: head.from, to: open })];
    for (const range of splitOutside(source, source.inside(open))) {
      const colon = findOutside(source, range, ':');
      const start = source.is(range.from, 'mut') ? range.from + 1 : range.from;
      parts.push(
        source.hash(colon < range.to ? { from: colon + 1, to: range.to } : { from: start, to: range.to }),
      );
    }
    parts.push('->', source.hash({ from: Math.min(source.after(open), head.to), to: head.to }));
    return hashText(parts.join(' '));
  }

  /** Fields that others see, in braces or parentheses; those that they don't are body. */
  #struct(item: RustItem, name: string, body: Range | undefined, offered: boolean): void {
    const source = this.#source;
    const tuple = findOutside(source, item.head, '(');
    const isTuple = body === undefined && tuple < item.head.to;
    const fields = isTuple ? source.inside(tuple) : (body ?? { from: item.head.to, to: item.head.to });
    const head = { from: item.head.from, to: isTuple ? tuple : item.head.to };
    const visible: string[] = [];
    const hidden: Range[] = [];
    splitOutside(source, fields).forEach((field, index) => {
      let at = field.from;
      while (source.is(at, '#') && source.is(at + 1, '[')) at = source.after(at + 1);
      const open = source.is(at, 'pub') && source.is(at + 1, '(') ? source.word(at + 2) : undefined;
      const own = { from: at, to: field.to };
      if (source.is(at, 'pub') && !/^(crate|self|super|in)$/.test(open ?? ''))
        visible.push(`${isTuple ? index : ''} ${source.hash(own)}`);
      else hidden.push(own);
    });
    const contract = [this.#notes(item), item.kind, source.hash(head), ...visible];
    this.#add(item, name, hashText(contract.join('\n')), source.hash(...hidden), offered);
  }

  /** Whatever a trait has is seen where the trait is. */
  #trait(body: Range, name: string, offered: boolean, depth: number): void {
    for (const item of depth > DEEPEST ? [] : this.#items.read(body)) {
      if (!/^(fn|const|type)$/.test(item.kind)) continue;
      this.#item({ ...item, offered: true }, { front: `${name}.`, offered, depth: depth + 1 });
    }
  }

  #impl(item: RustItem, body: Range, place: Place): void {
    const source = this.#source;
    const { name, trait } = implemented(source, item);
    if (name === undefined) return;
    const type = place.front + name;
    if (trait) {
      const known = this.#types.get(type) ?? { contract: [], body: [] };
      this.#types.set(type, known);
      known.contract.push(source.hash({ from: item.word, to: item.head.to }));
      known.body.push(source.hash(body));
      return;
    }
    for (const member of this.#items.read(body)) {
      if (/^(fn|const|type)$/.test(member.kind))
        this.#item(member, { front: `${type}.`, offered: place.offered, depth: place.depth + 1 });
    }
  }

  /** What a macro takes is its contract, what it makes of that its body. */
  #macro({ open, ...item }: RustItem, name: string): void {
    const source = this.#source;
    if (open === undefined) return;
    const patterns: Range[] = [];
    const bodies: Range[] = [];
    const { from, to } = source.inside(open);
    for (let at = from; at < to; at = source.after(at)) {
      if (!/^[{([]$/.test(source.at(at).text)) continue;
      const range = { from: at + 1, to: source.after(at) - 1 };
      (source.is(at - 1, '=>') ? bodies : patterns).push(range);
    }
    this.#add({ ...item, open }, name, source.hash(...patterns), source.hash(...bodies), item.offered);
  }
}

/** Reads what a source defines, and what of it others can use. */
export function readRustDefinitions(
  source: PlainSource,
  items: RustItems,
  top: readonly RustItem[],
  findings: Findings,
): void {
  const definitions = new DefinitionReader(source, items, findings).read(top);
  const here = new Set(definitions.map(({ name }) => name));
  findings.exports.forEach(({ name, of, line, from = '' }, index) => {
    const local = `${from.replace(/^self::/, '').replaceAll('::', '.')}.${of}`;
    if (here.has(local)) findings.exports[index] = { name, of: local, line };
  });
  for (const definition of definitions) {
    findings.definitions.push(definition);
    const { name, line, inner } = definition;
    const owner = name.slice(0, Math.max(0, name.lastIndexOf('.')));
    // Members go with what they are of, where that is defined in this file.
    if (inner !== true && !here.has(owner)) findings.exports.push({ name, of: name, line });
  }
}
