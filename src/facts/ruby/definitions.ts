import type { Definition } from '../file-facts/names.ts';
import { hashText } from '../hash.ts';
import { RubyBody } from './bodies.ts';
import { contractOf } from './parameters.ts';
import type { Range, RubySource } from './source.ts';

/** What is read of a class or module, put together where it is opened again. */
interface Known {
  readonly line: number;
  readonly endLine: number;
  readonly contract: readonly string[];
  readonly body: readonly string[];
  readonly inner: boolean;
}

/** Classes that frameworks run by where they stand: nobody names them. */
const MIGRATION = /^ActiveRecord\.Migration|^Sequel\.Migration/;

/** Classes within classes, deeper than anybody writes them. */
const DEEPEST = 30;

/** Reads what one source defines: classes, modules, their methods, constants. */
export class DefinitionReader {
  readonly #source: RubySource;
  readonly #found = new Map<string, Known>();

  constructor(source: RubySource) {
    this.#source = source;
  }

  read(): Definition[] {
    this.#body(new RubyBody(this.#source, { from: 0, to: this.#source.tokens.length }), '', false);
    return [...this.#found].map(([name, { line, endLine, contract, body, inner }]) => ({
      name,
      line,
      endLine,
      contract: hashText(contract.toSorted().join(' ')),
      body: body.length === 0 ? '' : hashText(body.join(' ')),
      ...(inner && { inner: true as const }),
    }));
  }

  /** What is said twice of one name, as of a class that is opened again, is one. */
  #add(
    name: string,
    range: Range,
    contract: readonly string[],
    body: readonly string[],
    inner: boolean,
  ): void {
    const { line, endLine } = this.#source.lines(range);
    const known = this.#found.get(name);
    if (known === undefined || (known.inner && !inner))
      this.#found.set(name, { line, endLine, contract, body, inner });
    else if (known.inner === inner)
      this.#found.set(name, {
        ...known,
        contract: [...known.contract, ...contract],
        body: [...known.body, ...body],
      });
  }

  #body(body: RubyBody, owner: string, hidden: boolean, depth = 0): void {
    if (depth > DEEPEST) return;
    const source = this.#source;
    const within = (name: string): string => (owner === '' ? name : `${owner}.${name}`);
    for (const { name, range, parameters, own, shared, isPrivate } of body.methods) {
      if (owner !== '' && name === 'initialize') continue;
      const contract = `${shared ? 'self.' : ''}(${contractOf(source, parameters)})`;
      const text = source.hash(...parameters, own);
      this.#add(within(name), range, [contract], [text], hidden || isPrivate);
    }
    for (const { name, range, as, isPrivate } of body.attributes)
      this.#add(within(name), range, [as], [], hidden || isPrivate);
    for (const { name, range, value, block, fields, isPrivate } of body.constants) {
      const inner = hidden || isPrivate;
      this.#add(
        within(name),
        range,
        fields.length === 0 ? [] : [fields.join(',')],
        [source.hash(value)],
        inner,
      );
      for (const field of fields) this.#add(`${within(name)}.${field}`, range, ['field'], [], inner);
      if (block !== undefined) this.#body(new RubyBody(source, block), within(name), inner, depth + 1);
    }
    for (const one of body.classes) {
      const inside = new RubyBody(source, one.body);
      const name = within(one.name);
      const inner = hidden || body.isPrivateConstant(one.name) || MIGRATION.test(one.parent);
      // A module that only holds others has nothing of its own.
      if (!inside.isNamespace || one.parent !== '') {
        const made = inside.methods.filter((method) => method.name === 'initialize');
        const contract = [
          `${one.kind} < ${one.parent}`,
          ...made.map(({ parameters }) => `new(${contractOf(source, parameters)})`),
        ];
        const rest = [...inside.others, ...made.map(({ own }) => own)];
        this.#add(name, one.range, contract, rest.length === 0 ? [] : [source.hash(...rest)], inner);
      }
      this.#body(inside, name, inner, depth + 1);
    }
  }
}

/** Names that can be used from elsewhere: those that are within another one go with it. */
export function exportedNames(definitions: readonly Definition[]): Definition[] {
  const offered = new Set(definitions.flatMap(({ name, inner }) => (inner === true ? [] : [name])));
  const isWithin = (name: string): boolean => {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1))
      if (offered.has(name.slice(0, dot))) return true;
    return false;
  };
  return definitions.filter(({ name, inner }) => inner !== true && !isWithin(name));
}
