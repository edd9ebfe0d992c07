import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { type ClassShape, type Member, readMembers } from '../javascript/classes.ts';
import { type Decorator, decoratorsOf, readDecorator } from '../javascript/decorators.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import type { JavaScriptPack } from './pack.ts';

const FROM = /^(@nestjs\/graphql|type-graphql)$/;
const TYPE = /^(ObjectType|InputType|InterfaceType)$/;
const ROOT = /^(Query|Mutation|Subscription)$/;
const RESOLVED = /^(ResolveField|ResolveProperty|FieldResolver)$/;
/** Parameters that queries are written with; what else a resolver is handed nobody outside sees. */
const ARGUMENT = /^Args?$/;

function isOfLibrary({ foreign }: Decorator): boolean {
  return foreign !== undefined && FROM.test(foreign.from);
}

/** Reads what classes say of a schema of GraphQL: types by their classes, fields by members and resolvers. */
class SchemaClasses {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  /** What types are called whose classes are called otherwise. */
  readonly #called = new Map<string, string>();
  #enums: Map<string, number> | undefined;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    const { scopes } = this.#names;
    const classes = scopes.classes.map((shape) => ({
      shape,
      decorators: decoratorsOf(this.#names, shape).filter(isOfLibrary),
    }));
    for (const { shape, decorators } of classes)
      for (const one of decorators) if (TYPE.test(one.name)) this.#type(shape, one);
    for (const { shape, decorators } of classes) {
      const resolver = decorators.find(({ name }) => name === 'Resolver');
      if (resolver !== undefined) this.#resolver(shape, resolver);
    }
    for (const chain of this.#names.chains) {
      const foreign = this.#names.foreignOf(chain);
      const call = foreign && chain.links[foreign.next];
      if (foreign === undefined || !FROM.test(foreign.from) || call?.does !== 'call') continue;
      const made = foreign.members.at(-1);
      const values = call.open === undefined ? [] : this.#names.source.elements(call.open);
      const range = { from: chain.from, to: chain.to };
      if (made === 'registerEnumType') this.#enum(values, range);
      else if (made === 'createUnionType') this.#named(values[0], range);
    }
  }

  #text(value: Range | undefined): string | undefined {
    if (value === undefined || value.to !== value.from + 1) return undefined;
    const { kind, text } = this.#names.source.at(value.from);
    return (kind === 'string' || kind === 'template') && text !== '' ? text : undefined;
  }

  /** The options among some arguments. */
  #options(values: readonly Range[]): ReadonlyMap<string, Range> {
    const last = values.findLast(({ from }) => this.#names.source.is(from, '{'));
    return (last && membersOf(this.#names, last)) ?? new Map();
  }

  #add(kind: 'type' | 'field', name: string, range: Range, contract: string, body: string): void {
    this.#findings.local.push({
      kind,
      name,
      ...this.#names.source.lines(range),
      contract: hashText(contract),
      body: hashText(`${name} ${body}`),
    });
  }

  #type(shape: ClassShape, decorator: Decorator): void {
    const { source, shapes } = this.#names;
    const name = this.#text(decorator.values[0]) ?? shape.name;
    const abstract = this.#options(decorator.values).get('isAbstract');
    if (name === undefined || (abstract !== undefined && source.is(abstract.from, 'true'))) return;
    if (shape.name !== undefined) this.#called.set(shape.name, name);
    const lines = { from: decorator.range.from - 1, to: shape.body.to };
    this.#add('type', name, lines, `${decorator.name} ${source.hash(shape.heritage)}`, '');
    for (const member of readMembers(source, shape, shapes)) {
      const field = this.#decorators(member).find((one) => one.name === 'Field');
      if (field !== undefined) this.#field(name, member, field);
    }
  }

  #decorators({ decorators }: Member): Decorator[] {
    return decorators.map((range) => readDecorator(this.#names, range)).filter(isOfLibrary);
  }

  /** What callers see of a member: its type, whether it may be missing, what it is asked with. */
  #field(type: string, member: Member, { values }: Decorator): void {
    const { source } = this.#names;
    const options = this.#options(values);
    const returned = values.find((value) => this.#names.functionAt(value) !== undefined);
    const parts = [returned === undefined ? '' : source.hash(this.#result(returned))];
    const nullable = options.get('nullable');
    if (nullable !== undefined && !source.is(nullable.from, 'false')) parts.push(source.hash(nullable));
    if (returned === undefined && member.type !== undefined) parts.push(source.hash(member.type));
    const { shape } = member;
    for (const parameter of shape === undefined ? [] : source.elements(shape.parameters))
      parts.push(this.#argument(parameter));
    const name = this.#text(options.get('name')) ?? this.#text(values[0]) ?? member.name;
    const body = shape === undefined ? '' : source.hash(shape.body);
    this.#add('field', `${type}.${name}`, member.range, parts.join(' ').trim(), body);
  }

  /** What a function without parameters of note gives: of `() => [User]` and `(type) => [User]` the same. */
  #result(value: Range): Range {
    const shape = this.#names.functionAt(value);
    return shape === undefined ? value : this.#names.scopes.bodyOf(shape);
  }

  #argument({ from, to }: Range): string {
    const { source } = this.#names;
    if (!source.is(from, '@')) return '';
    const decorator = readDecorator(this.#names, { from: from + 1, to });
    if (!isOfLibrary(decorator) || !ARGUMENT.test(decorator.name)) return '';
    return source.hash({ from, to });
  }

  #resolver(shape: ClassShape, resolver: Decorator): void {
    const { source, shapes } = this.#names;
    const of = this.#resolved(resolver.values[0]);
    for (const member of readMembers(source, shape, shapes)) {
      for (const found of this.#decorators(member)) {
        // Without a type it goes with a schema that stands elsewhere.
        const described =
          found.foreign?.from === 'type-graphql' ||
          found.values.some((value) => this.#names.functionAt(value) !== undefined);
        if (ROOT.test(found.name) && described) this.#field(found.name, member, found);
        else if (RESOLVED.test(found.name) && described && of !== undefined) this.#field(of, member, found);
      }
    }
  }

  /** The type that `@Resolver(() => User)`, `@Resolver(User)`, `@Resolver('User')` is for. */
  #resolved(value: Range | undefined): string | undefined {
    if (value === undefined) return undefined;
    const { source } = this.#names;
    const { from, to } = this.#result(value);
    const start = source.is(from, '(') ? from + 1 : from;
    const word = source.word(start);
    if (word === undefined || to > start + 2) return this.#text(value);
    return this.#called.get(word) ?? word;
  }

  #named(options: Range | undefined, range: Range): string | undefined {
    const members = options && membersOf(this.#names, options);
    const name = this.#text(members?.get('name'));
    if (name === undefined) return undefined;
    const types = members?.get('types');
    this.#add('type', name, range, types === undefined ? 'enum' : this.#names.source.hash(types), '');
    return name;
  }

  /** Where the values of an enum of this source begin. */
  #enumAt(name: string): number | undefined {
    if (this.#enums === undefined) {
      const { source } = this.#names;
      this.#enums = new Map();
      for (let at = 0; at < source.tokens.length; at++)
        if (source.is(at, 'enum') && source.is(at + 2, '{')) this.#enums.set(source.at(at + 1).text, at + 2);
    }
    return this.#enums.get(name);
  }

  /** `registerEnumType(Role, { name: 'Role' })`, with the values where the enum stands here. */
  #enum([value, options]: readonly Range[], range: Range): void {
    const { source } = this.#names;
    const name = this.#named(options, range);
    const word = value === undefined || value.to !== value.from + 1 ? undefined : source.word(value.from);
    if (name === undefined || word === undefined) return;
    const open = this.#enumAt(word);
    for (const { from, to } of open === undefined ? [] : source.elements(open)) {
      const { kind, text } = source.at(from);
      if (kind === 'name' || kind === 'string') this.#add('field', `${name}.${text}`, { from, to }, '', '');
    }
  }
}

/** https://docs.nestjs.com/graphql and https://typegraphql.com: schemas that classes describe. */
export const graphqlClasses: JavaScriptPack = {
  name: 'graphql-classes',
  family: 'javascript',
  read(names, findings) {
    if (names.scopes.bindings.some(({ import: found }) => found !== undefined && FROM.test(found.from)))
      new SchemaClasses(names, findings).run();
  },
};
