import type { Definition } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { Annotation, JavaClass, JavaField, JavaMethod } from './class-shapes.ts';
import type { JavaNames } from './names.ts';

const SHAPES = ['static', 'abstract', 'final', 'sealed'];

/** Tells whether everybody can use a member: what an interface has is public without a word. */
function isPublic({ modifiers }: Pick<JavaMethod, 'modifiers'>, owner: JavaClass | undefined): boolean {
  if (modifiers.has('private')) return false;
  return modifiers.has('public') || owner?.kind === 'interface' || owner?.kind === '@interface';
}

function isPublicClass(found: JavaClass): boolean {
  let scope: JavaClass | undefined = found;
  for (; scope !== undefined; scope = scope.outer) {
    if (scope.outer === undefined ? !scope.modifiers.has('public') : !isPublic(scope, scope.outer))
      return false;
  }
  return true;
}

/** Reads the classes and methods of one source. */
class DefinitionReader {
  readonly #names: JavaNames;
  readonly #found = new Map<string, Definition>();

  constructor(names: JavaNames) {
    this.#names = names;
  }

  read(): Definition[] {
    const { classes, functions = [], values = [] } = this.#names.file;
    for (const method of functions) this.#method(method, undefined, true);
    for (const value of values) this.#value(value);
    for (const found of classes) {
      const offered = isPublicClass(found);
      this.#class(found, offered);
      for (const method of found.methods) this.#method(method, found, offered);
    }
    return [...this.#found.values()].sort((a, b) => a.line - b.line);
  }

  /** Methods of one name are compared together. */
  #add(name: string, all: Range, contract: string, body: string, offered: boolean): void {
    const known = this.#found.get(name);
    const inner = offered ? {} : { inner: true as const };
    const { line, endLine } = this.#names.source.lines(all);
    if (known === undefined) {
      this.#found.set(name, { name, line, endLine, contract, body, ...inner });
      return;
    }
    // What others can't use is no part of the contract.
    if (known.inner !== true && !offered) return;
    const { inner: _hidden, ...plain } = known;
    const replaced = known.inner === true && offered;
    this.#found.set(name, {
      ...plain,
      line: replaced ? line : known.line,
      endLine: replaced ? endLine : Math.max(known.endLine, endLine),
      contract: replaced ? contract : hashText(`${known.contract} ${contract}`),
      body: replaced ? body : hashText(`${known.body} ${body}`),
      ...(known.inner === true && inner),
    });
  }

  /** Annotations that register a route are left out: what they do is told of the endpoint. */
  #annotations(annotations: readonly Annotation[]): Range[] {
    return annotations.filter((one) => !this.#names.registering.has(one)).map(({ all }) => all);
  }

  #signature({ modifiers, result, parameters, receiver }: JavaMethod): string {
    const { source } = this.#names;
    const types = parameters.map(({ type }) => source.hash(type));
    const extended = receiver === undefined ? [] : [`${source.hash(receiver)}.`];
    return [...SHAPES.filter((one) => modifiers.has(one)), ...extended, source.hash(result), ...types].join(
      ' ',
    );
  }

  #method(method: JavaMethod, owner: JavaClass | undefined, offered: boolean): void {
    const { source } = this.#names;
    if (method.name === owner?.name) return;
    const parameters = method.parameters.map(({ all }) => all);
    const body = source.hash(...this.#annotations(method.annotations), ...parameters, method.body);
    const contract = hashText(this.#signature(method));
    this.#add(
      owner === undefined ? method.name : `${owner.qualified}.${method.name}`,
      { from: method.from, to: method.all.to },
      contract,
      body,
      offered && isPublic(method, owner),
    );
  }

  /** What stands outside of classes. */
  #value(field: JavaField): void {
    const { source } = this.#names;
    const { name, modifiers, annotations, type, value = { from: 0, to: 0 } } = field;
    const contract = hashText(`${modifiers.has('final') ? 'val' : 'var'} ${source.hash(type)}`);
    const body = source.hash(...this.#annotations(annotations), value);
    this.#add(name, field.all, contract, body, isPublic(field, undefined));
  }

  /** Methods that are definitions themselves are no part of their class; constructors and visible fields are. */
  #class(found: JavaClass, offered: boolean): void {
    const { source } = this.#names;
    const { kind, modifiers, head, methods, fields, others, components, name } = found;
    const contract = [
      kind,
      ...SHAPES.filter((one) => modifiers.has(one)),
      kind === 'record' ? '' : source.hash(head),
    ];
    const rest = this.#annotations(found.annotations);
    for (const { all, name: component } of components) contract.push(`${component} ${source.hash(all)}`);
    for (const method of methods) {
      if (method.name !== name) continue;
      if (isPublic(method, found)) contract.push(this.#signature(method));
      rest.push(method.body);
    }
    const visible: string[] = [];
    for (const field of fields) {
      if (isPublic(field, found)) visible.push(`${field.name} ${source.hash(field.type)}`);
      else rest.push(field.all);
      if (field.value !== undefined) rest.push(field.value);
    }
    if (kind === 'enum') {
      const [constants] = others;
      if (constants !== undefined) {
        contract.push(
          source
            .splitAtCommas(constants)
            .map((one) => source.at(one.from).text)
            .join(','),
        );
      }
    }
    rest.push(...others);
    this.#add(
      found.qualified,
      { from: found.from, to: found.all.to },
      hashText([...contract, ...visible.sort()].join('\n')),
      source.hash(...rest),
      offered,
    );
  }
}

/** Reads what a source defines, and the classes that it offers. */
export function readJavaDefinitions(names: JavaNames, findings: Findings): void {
  for (const definition of new DefinitionReader(names).read()) {
    findings.definitions.push(definition);
    const { name, line, inner } = definition;
    if (inner !== true && !name.includes('.')) findings.exports.push({ name, of: name, line });
  }
}
