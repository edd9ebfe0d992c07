import type { Definition } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { nameAndOpen, readParameters, returnType } from './functions.ts';
import type { PythonNames } from './names.ts';
import type { Defined } from './scopes.ts';
import type { PythonSource, Range } from './source.ts';
import type { Statement } from './statements.ts';

/** Decorators that change how a function is called. */
const CALLED_OTHERWISE: ReadonlySet<string> = new Set([
  'property',
  'cached_property',
  'staticmethod',
  'classmethod',
]);

/** Tells whether others are meant to use a name: no part of it begins with an underscore. */
export function isPublic(name: string): boolean {
  return !/(^|\.)_|[~@]/.test(name);
}

/** What stands behind the colon of a statement. */
export function bodyRange({ head, to }: Statement): Range {
  return { from: head.to + 1, to: Math.max(head.to + 1, to) };
}

/** What callers of a function rely on: its parameters, whether they may be left out, and what it returns. */
function signature(source: PythonSource, statement: Statement): string {
  const calledAs = statement.decorators
    .map(({ from }) => source.at(from).text)
    .filter((name) => CALLED_OTHERWISE.has(name));
  const parameters = readParameters(source, statement).map(
    ({ name, stars, type, value }) =>
      `${stars}${name}${type === undefined ? '' : `:${source.hash([type])}`}${value === undefined ? '' : '='}`,
  );
  const kind = source.is(statement.head.from, 'async') ? 'async' : '';
  return [...calledAs, kind, ...parameters, '->', source.hash([returnType(source, statement)])].join(' ');
}

class DefinitionReader {
  readonly #source: PythonSource;
  readonly #names: PythonNames;
  readonly #found = new Map<string, Definition>();

  constructor(names: PythonNames) {
    this.#names = names;
    this.#source = names.source;
  }

  read(): Definition[] {
    const { functions, classes, top } = this.#names.scopes;
    for (const defined of functions) this.#function(defined);
    for (const defined of classes) this.#class(defined);
    for (const [name, { head, value, type, statement, import: imported }] of top.names) {
      if (head === undefined || statement !== undefined || imported !== undefined) continue;
      const { line, endLine } = this.#source.lines(head);
      const contract = type === undefined ? '' : this.#source.hash([type]);
      this.#add({
        name,
        line,
        endLine,
        contract,
        body: value === undefined ? '' : this.#source.hash([value]),
      });
    }
    return [...this.#found.values()].sort((a, b) => a.line - b.line);
  }

  /** One name can have several definitions: overloads, setters, branches. They are compared together. */
  #add(definition: Definition): void {
    const { name, line, endLine, contract, body } = definition;
    const known = this.#found.get(name);
    const inner = isPublic(name) ? {} : { inner: true as const };
    if (known === undefined) this.#found.set(name, { ...definition, ...inner });
    else {
      this.#found.set(name, {
        ...known,
        line: Math.min(known.line, line),
        endLine: Math.max(known.endLine, endLine),
        contract: hashText(`${known.contract} ${contract}`),
        body: hashText(`${known.body} ${body}`),
      });
    }
  }

  #lines(statement: Statement): { readonly line: number; readonly endLine: number } {
    return this.#source.lines({ from: statement.head.from, to: statement.to });
  }

  /** Decorators by which routes are registered are no part of a function: what they do is told of the endpoint. */
  #decorators(statement: Statement): Range[] {
    return statement.decorators.filter((range) => !this.#names.registering.has(range));
  }

  #function({ statement, ref }: Defined): void {
    const source = this.#source;
    const defaults = readParameters(source, statement).flatMap(({ value }) =>
      value === undefined ? [] : [value],
    );
    this.#add({
      name: ref,
      ...this.#lines(statement),
      contract: hashText(signature(source, statement)),
      body: source.hash([...this.#decorators(statement), ...defaults, bodyRange(statement)]),
    });
  }

  /** Methods that are symbols themselves are no part of their class. */
  #class({ statement, ref }: Defined): void {
    const source = this.#source;
    const { head, body = [] } = statement;
    const { open } = nameAndOpen(source, statement);
    const contract = [source.hash([{ from: Math.min(open, head.to), to: head.to }])];
    const rest: Range[] = this.#decorators(statement);
    for (const member of body) {
      const range = { from: member.head.from, to: member.to };
      const name = source.word(source.is(range.from, 'async') ? range.from + 2 : range.from + 1) ?? '';
      if (member.word === 'class' || member.word === 'def') {
        if (name === '__init__' || name === '__new__' || name === '__call__') {
          contract.push(`${name} ${signature(source, member)}`);
        }
        if (!isPublic(name)) rest.push(range);
      } else contract.push(...this.#field(member, rest));
    }
    this.#add({
      name: ref,
      ...this.#lines(statement),
      contract: hashText(contract.join('\n')),
      body: source.hash(rest),
    });
  }

  /** The name and type of a field are relied on, its value only for being there. */
  #field({ head, body, to }: Statement, rest: Range[]): string[] {
    const source = this.#source;
    const sign = source.find(head, '=', ':');
    const name = source.word(head.from);
    if (body !== undefined || name === undefined || sign !== head.from + 1 || sign >= head.to) {
      rest.push({ from: head.from, to });
      return [];
    }
    const equals = source.find({ from: sign, to: head.to }, '=');
    rest.push({ from: isPublic(name) ? equals : head.from, to: head.to });
    if (!isPublic(name)) return [];
    const type = source.is(sign, ':') ? source.hash([{ from: sign + 1, to: equals }]) : '';
    return [`${name} ${type} ${equals < head.to ? '=' : ''}`];
  }
}

/** Reads what a source defines: functions, classes, methods, and names of the module. */
export function readDefinitions(names: PythonNames, findings: Findings): void {
  for (const definition of new DefinitionReader(names).read()) findings.definitions.push(definition);
}
