import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { bodyRange } from '../python/definitions.ts';
import { endpointShape } from '../python/endpoint-shape.ts';
import { readArguments } from '../python/functions.ts';
import type { PythonNames } from '../python/names.ts';
import type { Defined } from '../python/scopes.ts';
import type { Range } from '../python/source.ts';
import { ACTIONS, actionsOfSet, lastOf, methodsOfView, VERBS } from './library.ts';
import { regexPath } from './regex-path.ts';

export const SHAPED = { typed: false, cosmetic: new Set<string>() };
export const NO_ARGUMENTS = { named: new Map<string, Range>(), positional: [] };
const IS_VIEW = /(API|[a-z])View$/;
/** Fields that say who may call a view, and what goes in and out. */
const TOLD =
  /^(permission_classes|permission_required|authentication_classes|serializer_class|form_class|parser_classes|renderer_classes|throttle_classes|pagination_class|filterset_class|filterset_fields)$/;
/** Fields that paths and methods tell of already. */
const TOLD_BY_NAME = /^(lookup_field|lookup_url_kwarg|http_method_names)$/;

/** What one class answers to by itself. */
export class ClassView {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #defined: Defined;
  readonly #own: ReadonlyMap<string, Defined>;

  constructor(names: PythonNames, findings: Findings, defined: Defined, methods: readonly Defined[]) {
    this.#names = names;
    this.#findings = findings;
    this.#defined = defined;
    this.#own = new Map(methods.map((method) => [method.name, method]));
  }

  read(guards: readonly string[], bases: readonly string[], taken: boolean): void {
    const contract = this.#contract(guards);
    const only = this.#only();
    const add = (method: string, path: WrittenText, own: Defined | undefined, as: string): void => {
      if (only === undefined || only.has(method)) this.#add([method], path, contract, own, as);
    };
    for (const verb of taken ? [] : VERBS) {
      const own = this.#own.get(verb);
      if (own !== undefined) add(verb.toUpperCase(), [], own, verb);
    }
    for (const base of bases)
      for (const method of methodsOfView(base) ?? [])
        if (!this.#own.has(method.toLowerCase())) add(method, [], undefined, method);
    if (bases.some((base) => IS_VIEW.test(base))) return;
    const detail = `/<${this.#field('lookup_url_kwarg') ?? this.#field('lookup_field') ?? 'pk'}>`;
    const inherited = new Set(bases.flatMap(actionsOfSet));
    for (const [name, action] of ACTIONS) {
      const own = this.#own.get(name);
      if (own !== undefined || inherited.has(name))
        add(action.method, action.detail ? [detail] : [], own, name);
    }
    for (const own of this.#own.values()) this.#extra(own, detail, contract, only);
  }

  #field(name: string): string | undefined {
    const value = this.#defined.scope.names.get(name)?.value;
    return value && this.#names.literal(value);
  }

  /** The methods that `http_method_names` leaves. */
  #only(): ReadonlySet<string> | undefined {
    const value = this.#defined.scope.names.get('http_method_names')?.value;
    const elements = value && this.#names.elementsOf(value);
    const texts = elements?.map((one) => this.#names.literal(one));
    if (texts === undefined || texts.length === 0) return undefined;
    const known = texts.flatMap((text) => (text === undefined ? [] : [text.toUpperCase()]));
    return known.length === texts.length ? new Set(known) : undefined;
  }

  #contract(guards: readonly string[]): string {
    const { source } = this.#names;
    const told = this.#defined.statement.decorators.map((range) => source.hash([range]));
    for (const [name, { value }] of this.#defined.scope.names)
      if (value !== undefined && TOLD.test(name)) told.push(`${name} ${source.hash([value])}`);
    return [...guards, ...told.sort()].join(' ');
  }

  /** `@action(detail=True, methods=['post'], url_path='pay')`, and `@pay.mapping.delete` for another method of it. */
  #extra(own: Defined, detail: string, contract: string, only: ReadonlySet<string> | undefined): void {
    const { source } = this.#names;
    for (const range of own.statement.decorators) {
      const chain = this.#names.chainOf(range);
      if (chain === undefined) continue;
      const [first, second] = chain.links;
      const mapped = first?.does === 'member' && first.name === 'mapping' && second?.does === 'member';
      const name = mapped ? (source.word(chain.head) ?? '') : own.name;
      const action = mapped ? this.#action(this.#own.get(name)) : this.#actionOf(range);
      if (action === undefined) continue;
      const given = readArguments(source, action.open).named;
      const written = given.get('url_path');
      const path = written === undefined ? name : this.#names.literal(written);
      const detailed = action.name === 'detail_route' || source.is(given.get('detail')?.from ?? -1, 'True');
      const listed = given.get('methods');
      const methods = (listed && this.#names.elementsOf(listed))?.map(
        (one) => this.#names.literal(one) ?? '*',
      );
      const all = mapped ? [second.name] : (methods ?? (listed === undefined ? ['get'] : ['*']));
      const whole: WrittenText = [
        detailed ? `${detail}/` : '/',
        ...(path === undefined ? [{ ref: '~' }] : regexPath(path)),
      ];
      const told = [...given].flatMap(([key, value]) =>
        TOLD.test(key) ? [`${key} ${source.hash([value])}`] : [],
      );
      for (const method of all.map((one) => one.toUpperCase()))
        if (only === undefined || only.has(method) || method === '*')
          this.#add([method], whole, [contract, ...told].join(' '), own, name);
    }
  }

  #action(own: Defined | undefined): { readonly name: string; readonly open: number } | undefined {
    for (const range of own?.statement.decorators ?? []) {
      const action = this.#actionOf(range);
      if (action !== undefined) return action;
    }
    return undefined;
  }

  #actionOf(range: Range): { readonly name: string; readonly open: number } | undefined {
    const chain = this.#names.chainOf(range);
    const call = chain?.links.at(-1);
    const name = chain && lastOf(this.#names.foreignOf(chain)?.name ?? '');
    return call?.does === 'call' && name !== undefined && /^(action|detail_route|list_route)$/.test(name)
      ? { name, open: call.open }
      : undefined;
  }

  #add(methods: string[], path: WrittenText, contract: string, own: Defined | undefined, as: string): void {
    const names = this.#names;
    const { statement, ref: on } = this.#defined;
    if (own === undefined) {
      const { line, endLine } = names.source.lines({ from: statement.head.from, to: statement.to });
      const body = hashText(`${as} ${this.#rest()}`);
      this.#findings.routes.push({ on, methods, path, line, endLine, contract: hashText(contract), body });
      return;
    }
    const { line, endLine } = names.source.lines({ from: own.statement.head.from, to: own.statement.to });
    const others = own.statement.decorators.filter((range) => this.#actionOf(range) === undefined);
    const shape = endpointShape(names, SHAPED, [], NO_ARGUMENTS, own.statement, others);
    this.#findings.routes.push({
      on,
      methods,
      path,
      line,
      endLine,
      contract: hashText(`${contract} ${shape.contract}`),
      body: shape.body,
    });
  }

  #restHash: string | undefined;

  /** What is left of the class without the methods that routes lead to, and without what is told as contract. */
  #rest(): string {
    this.#restHash ??= this.#names.source.hash(
      (this.#defined.statement.body ?? []).flatMap((member): Range[] => {
        const { source } = this.#names;
        const { head, to } = member;
        const name = source.word(source.is(head.from, 'async') ? head.from + 2 : head.from + 1) ?? '';
        if (member.word === 'def')
          return this.#isServed(name) ? [] : [{ from: head.from, to: bodyRange(member).to }];
        const field = source.word(head.from) ?? '';
        return TOLD.test(field) || TOLD_BY_NAME.test(field) ? [] : [{ from: head.from, to }];
      }),
    );
    return this.#restHash;
  }

  #isServed(name: string): boolean {
    return VERBS.has(name) || ACTIONS.has(name) || this.#action(this.#own.get(name)) !== undefined;
  }
}
