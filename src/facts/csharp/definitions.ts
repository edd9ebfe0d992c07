import type { Definition } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { CSharpNames } from './names.ts';
import type { Attribute, CSharpField, CSharpMethod, CSharpType, Member } from './type-shapes.ts';

const SHAPES = ['static', 'abstract', 'sealed', 'virtual', 'readonly', 'const', 'required', 'ref'];

const UNCALLED = /(^|\.)(Db)?Migration$/;

/** Tells whether everybody can use a member: what an interface has is public without a word. */
function isPublic({ modifiers }: Pick<Member, 'modifiers'>, { kind }: CSharpType): boolean {
  if (modifiers.has('public')) return true;
  return kind === 'interface' && !['private', 'protected', 'internal'].some((word) => modifiers.has(word));
}

function isPublicType(found: CSharpType): boolean {
  let scope: CSharpType | undefined = found;
  for (; scope !== undefined; scope = scope.outer) {
    if (scope.outer === undefined ? !scope.modifiers.has('public') : !isPublic(scope, scope.outer))
      return false;
  }
  return true;
}

/** Reads the types of one source and what is in them. */
class DefinitionReader {
  readonly #names: CSharpNames;
  readonly #found = new Map<string, Definition>();

  constructor(names: CSharpNames) {
    this.#names = names;
  }

  read(): Definition[] {
    const { types, functions } = this.#names.file;
    for (const found of types) {
      // Nobody calls a migration: what it does is told of the tables.
      if (UNCALLED.test(found.supertypes[0] ?? '')) continue;
      const offered = isPublicType(found);
      this.#type(found, offered);
      for (const method of found.methods) this.#method(method, found, offered);
      for (const field of found.fields) this.#field(field, found, offered);
      if (found.kind === 'record') this.#components(found, offered);
    }
    for (const one of functions) this.#add(one.name, one, this.#signature(one), this.#bodyOf(one), false);
    return [...this.#found.values()].sort((a, b) => a.line - b.line);
  }

  /** Methods of one name are compared together, and so are the parts of a type in one file. */
  #add(
    name: string,
    { from, all }: Pick<Member, 'from' | 'all'>,
    written: string,
    body: string,
    offered: boolean,
  ): void {
    const contract = hashText(written);
    const known = this.#found.get(name);
    const inner = offered ? {} : { inner: true as const };
    const { line, endLine } = this.#names.source.lines({ from, to: all.to });
    if (known === undefined) {
      this.#found.set(name, { name, line, endLine, contract, body, ...inner });
      return;
    }
    // What others can't use is no part of the contract.
    if (known.inner !== true && !offered) return;
    const { inner: hidden, ...plain } = known;
    if (hidden === true && offered) this.#found.set(name, { name, line, endLine, contract, body });
    else
      this.#found.set(name, {
        ...plain,
        endLine: Math.max(known.endLine, endLine),
        contract: hashText(`${known.contract} ${contract}`),
        body: hashText(`${known.body} ${body}`),
        ...inner,
      });
  }

  /** Attributes that register a route are left out: what they do is told of the endpoint. */
  #attributes(attributes: readonly Attribute[]): Range[] {
    return attributes.filter((one) => !this.#names.registering.has(one)).map(({ all }) => all);
  }

  #shapes({ modifiers }: Pick<Member, 'modifiers'>): string {
    return SHAPES.filter((one) => modifiers.has(one)).join(' ');
  }

  /** Callers may name what they hand over. */
  #signature(method: CSharpMethod): string {
    const { source } = this.#names;
    const parameters = method.parameters.map(({ all }) => source.hash(all));
    return [this.#shapes(method), source.hash(method.result), ...parameters].join(' ');
  }

  #bodyOf({ attributes, rest }: CSharpMethod): string {
    return this.#names.source.hash(...this.#attributes(attributes), rest);
  }

  #method(method: CSharpMethod, owner: CSharpType, offered: boolean): void {
    if (method.name === owner.name) return;
    const visible = offered && isPublic(method, owner) && !method.explicit;
    const name = `${owner.qualified}.${method.name}`;
    this.#add(name, method, this.#signature(method), this.#bodyOf(method), visible);
  }

  /** Which accessors a property has, and who may set it, is contract; what they do is not. */
  #accessors({ property, accessors }: CSharpField): string {
    const { source } = this.#names;
    if (accessors === undefined) return property ? 'get' : '';
    const words: string[] = [];
    for (let at = accessors.from + 1; at < accessors.to - 1; at = source.after(at))
      if (/^(get|set|init|add|remove|private|protected|internal)$/.test(source.word(at) ?? ''))
        words.push(source.at(at).text);
    return words.join(' ');
  }

  #shapeOf(field: CSharpField): string {
    return `${this.#shapes(field)} ${this.#names.source.hash(field.type)} ${this.#accessors(field)}`;
  }

  #field(field: CSharpField, owner: CSharpType, offered: boolean): void {
    const { source } = this.#names;
    const ranges = [field.accessors, field.value].flatMap((range) => range ?? []);
    const body = source.hash(...this.#attributes(field.attributes), ...ranges);
    const visible = offered && isPublic(field, owner) && !field.explicit;
    this.#add(`${owner.qualified}.${field.name}`, field, this.#shapeOf(field), body, visible);
  }

  /** What stands in parentheses behind the name of a record are its properties. */
  #components({ components, qualified }: CSharpType, offered: boolean): void {
    const { source } = this.#names;
    for (const { name, all, type } of components)
      if (name !== '')
        this.#add(`${qualified}.${name}`, { from: all.from, all }, source.hash(type), '', offered);
  }

  /** Methods are definitions themselves; constructors and what is visible of the fields are part of a type. */
  #type(found: CSharpType, offered: boolean): void {
    const { source } = this.#names;
    const { kind, head, methods, fields, others, components, name } = found;
    const contract = [kind, this.#shapes(found), source.hash(head)];
    const rest = this.#attributes(found.attributes);
    for (const { name: component, all } of kind === 'record' ? components : [])
      contract.push(`${component} ${source.hash(all)}`);
    for (const method of methods) {
      if (method.name !== name) continue;
      if (isPublic(method, found)) contract.push(this.#signature(method));
      rest.push(method.rest);
    }
    const visible: string[] = [];
    for (const field of fields) {
      if (isPublic(field, found)) visible.push(`${field.name} ${this.#shapeOf(field)}`);
      else rest.push(field.all);
      if (field.value !== undefined) rest.push(field.value);
    }
    if (kind === 'enum')
      for (const constants of others)
        contract.push(
          source
            .splitAtCommas(constants)
            .map((one) => source.hash({ from: one.from, to: source.find(one, '=') }))
            .join(','),
        );
    rest.push(...others);
    this.#add(
      found.qualified,
      found,
      [...contract, ...visible.sort()].join('\n'),
      source.hash(...rest),
      offered,
    );
  }
}

/** Reads what a source defines, and the types that it offers. */
export function readCSharpDefinitions(names: CSharpNames, findings: Findings): void {
  for (const definition of new DefinitionReader(names).read()) {
    findings.definitions.push(definition);
    const { name, line, inner } = definition;
    if (inner !== true && !name.includes('.')) findings.exports.push({ name, of: name, line });
  }
}
