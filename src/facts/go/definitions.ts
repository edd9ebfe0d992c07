import type { Definition } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { GoNames } from './names.ts';
import type { Declaration, GoFunction } from './scope-shapes.ts';
import { readParameters } from './signature.ts';
import { structFields } from './types.ts';

/** Tells whether other packages can use a name, of a method that of its type too. */
function isExported(name: string): boolean {
  return name.split('.').every((part) => /^\p{Lu}/u.test(part));
}

class DefinitionReader {
  readonly #names: GoNames;
  readonly #found = new Map<string, Definition>();

  constructor(names: GoNames) {
    this.#names = names;
  }

  read(): Definition[] {
    const { functions, declarations } = this.#names.scopes;
    for (const found of functions) this.#function(found);
    for (const found of declarations) this.#declaration(found);
    return [...this.#found.values()].sort((a, b) => a.line - b.line);
  }

  /** One name can be declared again only where files of different systems are one: they are compared together. */
  #add(name: string, all: Range, contract: string, body: string): void {
    if (name === '_' || name === 'init' || !/^[\w\u0080-\uffff.]+$/.test(name)) return;
    const inner = isExported(name) ? {} : { inner: true as const };
    if (!this.#found.has(name))
      this.#found.set(name, { name, ...this.#names.source.lines(all), contract, body, ...inner });
  }

  /** Names of parameters are of no concern to callers. */
  #function({ name, pointer, all, typeParameters, parameters, results, body }: GoFunction): void {
    const { source } = this.#names;
    if (name === undefined) return;
    const given = source.is(results.from, '(')
      ? readParameters(source, source.elements(results.from)).map(({ type }) => source.hash(type))
      : [source.hash(results)];
    const contract = [
      pointer ? '*' : '',
      source.hash(typeParameters),
      ...parameters.map(({ type }) => source.hash(type)),
      '->',
      ...given,
    ];
    this.#add(name, all, hashText(contract.join(' ')), body === undefined ? '' : source.hash(body));
  }

  #declaration({ word, name, all, type, value }: Declaration): void {
    const { source } = this.#names;
    if (word !== 'type') {
      this.#add(name, all, source.hash(type), value === undefined ? '' : source.hash(value));
      return;
    }
    const fields = structFields(source, type);
    if (fields.length === 0) {
      this.#add(name, all, hashText(`type ${source.hash(type)}`), '');
      return;
    }
    const start = source.is(type.from, '[') ? source.after(type.from) : type.from;
    const contract = [source.hash({ from: type.from, to: start })];
    const rest: Range[] = [];
    for (const field of fields) {
      if (!isExported(field.name)) rest.push(field.all);
      else contract.push(`${field.name} ${source.hash({ from: field.type.from, to: field.all.to })}`);
    }
    this.#add(name, all, hashText(contract.sort().join('\n')), source.hash(...rest));
  }
}

/**
 * Reads what a source declares, and what of it other packages can use.
 *
 * @param inner none of it is told as a symbol
 */
export function readGoDefinitions(names: GoNames, findings: Findings, inner = false): void {
  for (const found of new DefinitionReader(names).read()) {
    const definition = inner ? { ...found, inner: true as const } : found;
    findings.definitions.push(definition);
    const { name, line } = definition;
    if (definition.inner !== true) findings.exports.push({ name, of: name, line });
  }
}
