import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { entriesOf, valueAt } from './calls.ts';
import type { PhpClass, PhpField, PhpFunction } from './class-shapes.ts';
import type { PhpNames } from './names.ts';

const SHAPES = ['static', 'abstract', 'final', 'readonly'];
/** What a framework runs by its file, so that nobody calls it by name. */
const UNCALLED = /(^|\\)Migration$/;

function isPublic({ modifiers }: { readonly modifiers: ReadonlySet<string> }): boolean {
  return !modifiers.has('private') && !modifiers.has('protected');
}

/** Reads what one source defines, and what of it others can use. */
class DefinitionReader {
  readonly #names: PhpNames;
  readonly #findings: Findings;
  readonly #known = new Set<string>();

  constructor(names: PhpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    const { classes, functions, constants } = this.#names.file;
    for (const found of classes) if (found.name !== '') this.#class(found);
    for (const found of functions) {
      this.#add(found.name, found, this.#signature(found), this.#body(found), true);
    }
    for (const found of constants) this.#constant(found.name, found, true);
  }

  #add(
    name: string,
    { all, from = all.from }: { all: Range; from?: number },
    contract: string,
    body: string,
    offered: boolean,
  ): void {
    // What is declared once per condition counts as the first says.
    if (this.#known.has(name)) return;
    this.#known.add(name);
    const { line, endLine } = this.#names.source.lines({ from, to: all.to });
    const inner = offered ? {} : { inner: true as const };
    this.#findings.definitions.push({ name, line, endLine, contract: hashText(contract), body, ...inner });
    if (offered && !name.includes('.')) this.#findings.exports.push({ name, of: name, line });
  }

  #constant(name: string, found: PhpField, offered: boolean): void {
    const { source } = this.#names;
    const body = found.value === undefined ? '' : source.hash(found.value);
    this.#add(name, found, `const ${source.hash(found.type)}`, body, offered);
  }

  #body({ attributes, parameters, body }: PhpFunction): string {
    const defaults = parameters.flatMap((one) => one.default ?? []);
    return this.#names.source.hash(...attributes, ...defaults, body);
  }

  #signature({ modifiers, parameters, result }: PhpFunction): string {
    const { source } = this.#names;
    const taken = parameters.map(
      ({ name, type, default: value }) => `${name} ${source.hash(type)} ${value === undefined ? '' : '='}`,
    );
    return [...SHAPES.filter((one) => modifiers.has(one)), source.hash(result), ...taken].join('\n');
  }

  /** What a request must have: the keys of the array that `rules()` returns. */
  #rules({ name, body }: PhpFunction): string {
    const { source } = this.#names;
    if (name !== 'rules') return '';
    const keys: string[] = [];
    for (let at = body.from; at < body.to; at++) {
      if (!source.is(at, 'return')) continue;
      const value = valueAt(source, at + 1);
      for (const { key } of entriesOf(source, value) ?? [])
        if (key !== undefined) keys.push(source.hash(key));
    }
    return keys.sort().join(' ');
  }

  #class(found: PhpClass): void {
    const { source } = this.#names;
    const offered = !found.supertypes.some((one) => UNCALLED.test(one));
    const { name, kind, modifiers, head, fields, constants, cases, traits, attributes } = found;
    const contract = [kind, ...SHAPES.filter((one) => modifiers.has(one)), source.hash(head)];
    contract.push(
      ...traits.map((one) => source.hash(one)).sort(),
      ...cases.map((one) => source.at(one.from).text),
    );
    const rest: Range[] = [...attributes, ...cases];
    const visible: string[] = [];
    for (const field of fields) {
      if (isPublic(field)) visible.push(`${field.name} ${source.hash(field.type)}`);
      else rest.push(field.all);
      if (field.value !== undefined) rest.push(field.value);
    }
    for (const method of found.methods) {
      if (method.name !== '__construct') continue;
      if (isPublic(method)) contract.push(this.#signature(method));
      for (const { name: one, promoted } of method.parameters)
        if (promoted !== undefined && isPublic({ modifiers: promoted })) visible.push(one);
      rest.push(method.body);
    }
    this.#add(name, found, [...contract, ...visible.sort()].join('\n'), source.hash(...rest), offered);
    for (const constant of constants)
      this.#constant(`${name}.${constant.name}`, constant, offered && isPublic(constant));
    for (const method of found.methods) this.#method(found, method, offered);
  }

  #method(owner: PhpClass, method: PhpFunction, offered: boolean): void {
    if (method.name === '__construct') return;
    const { source } = this.#names;
    const name = `${owner.name}.${method.name}`;
    const body = this.#body(method);
    const contract = `${this.#signature(method)}\n${this.#rules(method)}`;
    this.#add(name, method, contract, body, offered && isPublic(method));
    for (const { type } of method.parameters) {
      const written = source.word(type.from);
      if (written === undefined || type.to - type.from !== 1 || !/\w(Request|Data|Form)$/.test(written))
        continue;
      const whole = this.#names.classOf(written);
      if (whole !== 'Illuminate\\Http\\Request')
        this.#findings.aliases.set(`${name}@request`, this.#names.refOf(whole, 'rules'));
    }
  }
}

export function readPhpDefinitions(names: PhpNames, findings: Findings): void {
  new DefinitionReader(names, findings).read();
}
