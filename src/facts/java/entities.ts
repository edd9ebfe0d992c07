import type { EmbeddedPart, JoinTable, Model, ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { snakeCase } from '../naming.ts';
import { argumentsOf } from './annotation-arguments.ts';
import type { Annotation, JavaClass, Member } from './class-shapes.ts';
import type { JavaNames } from './names.ts';

/** What says of a member that it is kept, and how. */
const OF_COLUMN = /^(Id|EmbeddedId|Column|JoinColumn|Basic|Enumerated|Temporal|Version|ManyToOne|Embedded)$/;
/** Members that are kept elsewhere, or nowhere. */
const NO_COLUMN =
  /^(Transient|OneToMany|ManyToMany|ElementCollection|Formula|MappedCollection|ReadOnlyProperty)$/;
const OVERRIDE = /^AttributeOverrides?$/;
const TO_ONE = /^(ManyToOne|OneToOne)$/;
const REQUIRED = /^(Id|EmbeddedId|NotNull|NonNull|NotBlank|NotEmpty)$/;
const PRIMITIVE = /^(boolean|byte|char|short|int|long|float|double)$/;
/** Arguments of a column that say nothing of what may stand in it. */
const OF_NONE = /^(name|value|nullable|insertable|updatable|table)$/;

/** A field, or the property that a getter gives. */
interface Property {
  readonly name: string;
  readonly type: Range;
  readonly member: Member;
}

/** `getFirstName` gives `firstName`. */
function propertyOf(method: string): string | undefined {
  const name = /^(?:get|is)(\p{Lu}.*)$/u.exec(method)?.[1];
  return name === undefined ? undefined : name.charAt(0).toLowerCase() + name.slice(1);
}

/** The annotations in front of a component of a record. */
function annotationsIn(source: PlainSource, { from, to }: Range): Annotation[] {
  const found: Annotation[] = [];
  for (let at = from; at < to && source.is(at, '@'); ) {
    const start = at;
    while (source.is(at + 2, '.')) at += 2;
    const open = source.is(at + 2, '(') ? at + 2 : undefined;
    const name = source.word(at + 1) ?? '';
    at = open === undefined ? at + 2 : source.after(open);
    found.push({ name, all: { from: start, to: at }, ...(open !== undefined && { open }) });
  }
  return found;
}

/** Reads the entities of one source. */
class EntityReader {
  readonly #names: JavaNames;
  readonly #findings: Findings;
  /** Spring Data JDBC calls a table where JPA says that a class is an entity. */
  readonly #relational: boolean;

  constructor(names: JavaNames, findings: Findings, relational: boolean) {
    this.#names = names;
    this.#findings = findings;
    this.#relational = relational;
  }

  run(): void {
    for (const found of this.#names.file.classes) if (/^(class|record)$/.test(found.kind)) this.#class(found);
  }

  #class(found: JavaClass): void {
    const { qualified, supertypes, outer, all } = found;
    const entity = this.#find(found, this.#relational ? /^Table$/ : /^Entity$/);
    const part = this.#find(found, /^(MappedSuperclass|Embeddable)$/);
    if (entity === undefined && part === undefined) return;
    const columns: ModelColumn[] = [];
    const joins: JoinTable[] = [];
    const embedded: EmbeddedPart[] = [];
    const bases: Ref[] = supertypes.map((name) => this.#names.refOf(name, outer));
    for (const property of this.#properties(found)) {
      const isPart = this.#find(property.member, /^Embedded(Id)?$/) !== undefined;
      const part = isPart ? this.#names.refOf(this.#typeName(property.type), found) : undefined;
      const called = this.#called(property.member);
      if (part !== undefined && called !== undefined) embedded.push({ of: part, called });
      else if (part !== undefined) bases.push(part);
      else if (this.#find(property.member, NO_COLUMN) === undefined) columns.push(...this.#column(property));
      joins.push(...this.#joins(property));
    }
    const { source } = this.#names;
    const table = this.#find(found, /^Table$/);
    const called = this.#called(found);
    const separate = this.#separate(found);
    this.#findings.models.push({
      ref: qualified,
      ...(entity === undefined ? { role: 'abstract' as const } : this.#table(found, entity, table)),
      bases,
      columns: [...this.#keys(found), ...columns],
      ...(embedded.length > 0 && { embedded }),
      ...(called && { called }),
      ...(separate && { separate }),
      ...(joins.length > 0 && { joins }),
      ...source.lines(all),
      body: table === undefined ? '' : this.#rest(table, /^(name|schema|catalog|value)$/),
    });
  }

  /** What `@AttributeOverride` says that columns of others are called here. */
  #called(member: Member): Record<string, string> | undefined {
    const { source } = this.#names;
    const found: Record<string, string> = {};
    for (const { all } of member.annotations.filter(({ name }) => OVERRIDE.test(name)))
      for (let at = all.from; at < all.to; at++) {
        if (!source.is(at, 'AttributeOverride') || !source.is(at + 1, '(')) continue;
        const given = argumentsOf(this.#names, { name: '', all, open: at + 1 });
        const column = given.get('column');
        const inside = column && argumentsOf(this.#names, { name: '', all, open: source.find(column, '(') });
        const name = this.#literal(given.get('name'));
        const to = this.#literal(inside?.get('name'));
        if (name !== undefined && to !== undefined)
          found[snakeCase(name.slice(name.lastIndexOf('.') + 1))] = to;
      }
    return Object.keys(found).length === 0 ? undefined : found;
  }

  /** With these strategies what is derived from a class is kept in tables of its own. */
  #separate(found: JavaClass): Model['separate'] {
    const inheritance = this.#find(found, /^Inheritance$/);
    if (inheritance === undefined) return undefined;
    const { source } = this.#names;
    const [strategy] = [...argumentsOf(this.#names, inheritance).values()];
    const word = source.word((strategy?.to ?? 0) - 1);
    return word === 'JOINED' ? 'added' : word === 'TABLE_PER_CLASS' ? 'all' : undefined;
  }

  /** `@PrimaryKeyJoinColumn(name = "user_id")`: the key of a table that adds to another one. */
  #keys(found: JavaClass): ModelColumn[] {
    const key = this.#find(found, /^PrimaryKeyJoinColumn$/);
    const name = key && this.#literal(argumentsOf(this.#names, key).get('name'));
    if (key === undefined || name === undefined) return [];
    return [{ name, ...this.#names.source.lines(key.all), type: '', required: true, rest: '' }];
  }

  #find({ annotations }: Member, name: RegExp): Annotation | undefined {
    return annotations.find((annotation) => name.test(annotation.name));
  }

  #table(
    found: JavaClass,
    entity: Annotation,
    table: Annotation | undefined,
  ): Pick<Model, 'table' | 'within' | 'naming'> {
    const given = table && argumentsOf(this.#names, table);
    const name = given?.get('name') ?? given?.get('value');
    const schema = this.#literal(given?.get('schema'));
    const front = schema === undefined || schema === '' ? '' : `${schema}.`;
    if (name !== undefined) {
      const [text, ...more] = this.#names.textOf(name, found) ?? [];
      if (typeof text === 'string' && more.length === 0) return { table: front + bare(text) };
      // A constant; of anything else nobody knows the table.
      return { table: front, within: typeof text === 'object' && more.length === 0 ? text.ref : '~' };
    }
    const called = this.#literal(argumentsOf(this.#names, entity).get('name'));
    if (called !== undefined) return { table: front + snakeCase(called) };
    return front === '' ? { naming: 'snake' } : { table: front + snakeCase(found.name) };
  }

  #literal(value: Range | undefined): string | undefined {
    const [text, ...more] = (value && this.#names.textOf(value, undefined)) ?? [];
    return typeof text === 'string' && more.length === 0 ? bare(text) : undefined;
  }

  /** What a class keeps: its fields, or what its getters give where those say so. */
  #properties({ fields, methods, components }: JavaClass): Property[] {
    if (components.length > 0)
      return components.map(({ name, type, all }) => {
        const annotations = annotationsIn(this.#names.source, { from: all.from, to: type.from });
        return { name, type, member: { name, annotations, modifiers: new Set(), all, from: type.from } };
      });
    const says = (member: Member): boolean => this.#find(member, OF_COLUMN) !== undefined;
    const getters = methods.flatMap((member): Property[] => {
      const name = propertyOf(member.name);
      const fits = member.parameters.length === 0 && !member.modifiers.has('static');
      return name === undefined || !fits ? [] : [{ name, type: member.result, member }];
    });
    if (!fields.some(says) && getters.some(({ member }) => says(member))) return getters;
    return fields
      .filter(({ modifiers }) => !modifiers.has('static') && !modifiers.has('transient'))
      .map((member) => ({ name: member.name, type: member.type, member }));
  }

  #typeName({ from }: Range): string {
    const { source } = this.#names;
    let name = source.word(from) ?? '';
    for (let at = from + 1; source.is(at, '.'); at += 2) name += `.${source.word(at + 1) ?? ''}`;
    return name;
  }

  #column({ name, type, member }: Property): ModelColumn[] {
    const { source } = this.#names;
    const toOne = this.#find(member, TO_ONE);
    const relation = toOne && argumentsOf(this.#names, toOne);
    if (relation?.has('mappedBy') === true || this.#find(member, /^JoinColumns$/) !== undefined) return [];
    const column = this.#find(member, toOne === undefined ? /^Column$/ : /^JoinColumn$/);
    const given = column && argumentsOf(this.#names, column);
    const written = this.#literal(given?.get('name') ?? given?.get('value'));
    const implied = toOne === undefined ? snakeCase(name) : `${snakeCase(name)}_id`;
    const isFalse = (value: Range | undefined): boolean =>
      value !== undefined && source.is(value.from, 'false');
    const required =
      isFalse(given?.get('nullable')) ||
      isFalse(relation?.get('optional')) ||
      PRIMITIVE.test(source.at(type.from).text) ||
      this.#find(member, REQUIRED) !== undefined;
    const rest = [
      ...(column === undefined ? [] : [this.#rest(column, OF_NONE)]),
      ...member.annotations
        .filter(({ name }) => /^(Enumerated|Temporal|Lob|Convert)$/.test(name))
        .map(({ all }) => source.hash(all)),
    ].filter((text) => text !== '');
    return [
      {
        name: written ?? implied,
        ...(written !== undefined && written !== implied && { member: implied }),
        ...source.lines(member.all),
        type: source.hash(type),
        required,
        rest: rest.length === 0 ? '' : hashText(rest.join(' ')),
      },
    ];
  }

  /** The tables that a member is kept in, where they are named. */
  #joins({ member }: Property): JoinTable[] {
    const { source } = this.#names;
    const found = this.#find(member, /^(JoinTable|CollectionTable)$/);
    const table = found && this.#literal(argumentsOf(this.#names, found).get('name'));
    const kept = this.#find(member, /^(ManyToMany|ElementCollection)$/);
    const inverse = kept && argumentsOf(this.#names, kept).has('mappedBy');
    // Without a name it is called after the table and the member.
    if (found === undefined && kept !== undefined && !inverse)
      return [{ name: snakeCase(member.name), ...source.lines(member.all), body: source.hash(kept.all) }];
    if (found === undefined || table === undefined || table === '') return [];
    return [{ name: table, table, ...source.lines(member.all), body: source.hash(found.all) }];
  }

  /** The arguments of an annotation but for some. */
  #rest(annotation: Annotation, but: RegExp): string {
    const others = [...argumentsOf(this.#names, annotation)].filter(([name]) => !but.test(name));
    const { source } = this.#names;
    return others.length === 0
      ? ''
      : hashText(others.map(([name, range]) => `${name}=${source.hash(range)}`).join(' '));
  }
}

/** Without the signs that keep a name from being taken for a word of SQL. */
function bare(name: string): string {
  return name.replace(/["`[\]]/g, '');
}

/** Reads the entities of one source, if it imports what makes them. */
export function readEntities(names: JavaNames, findings: Findings): void {
  const { imports } = names.file;
  const jpa = imports.some(({ written }) => /^(javax|jakarta)\.persistence\./.test(written));
  const relational = imports.some(({ written }) => /^org\.springframework\.data\.relational\./.test(written));
  if (jpa || relational) new EntityReader(names, findings, !jpa).run();
}
