import type { CSharpNames } from '../csharp/names.ts';
import type { CSharpMethod, CSharpType } from '../csharp/type-shapes.ts';
import type { EntitySetting } from '../file-facts/entities.ts';
import type { Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import { snakeCaseOf } from '../naming.ts';

const SET = /^I?DbSet$/;
const CONTEXT_BUILDER = /^(Db)?ModelBuilder$/;

/** A setting while it is put together. */
interface Said {
  of: string;
  table?: string | undefined;
  schema?: string | undefined;
  view?: true;
  columns: Record<string, string>;
  members: string[];
  ignored: string[];
}

/** Reads what one source says of entities: sets, `OnModelCreating`, classes that configure one. */
class SettingReader {
  readonly #names: CSharpNames;
  readonly #settings: EntitySetting[];
  /** By entity. */
  readonly #said = new Map<string, Said>();
  #schema: string | undefined;

  constructor(names: CSharpNames, settings: EntitySetting[]) {
    this.#names = names;
    this.#settings = settings;
  }

  read(): void {
    const { source } = this.#names;
    for (const owner of this.#names.file.types) {
      if (owner.kind !== 'class') continue;
      const own = this.#configured(owner);
      for (const method of owner.methods) this.#method(method, own);
    }
    for (const { of, table, view, columns, members, ignored, ...rest } of this.#said.values()) {
      const schema = rest.schema ?? this.#schema;
      this.#settings.push({
        of,
        ...(table !== undefined && { table }),
        ...(view && { view }),
        ...(schema !== undefined && { schema }),
        ...(Object.keys(columns).length > 0 && { columns }),
        ...(members.length > 0 && { members }),
        ...(ignored.length > 0 && { ignored }),
      });
    }
    const schema = this.#schema === undefined ? {} : { schema: this.#schema };
    for (const { kind, fields } of this.#names.file.types) {
      if (kind !== 'class') continue;
      for (const { name, type, property } of fields) {
        const of = SET.test(source.word(type.from) ?? '') ? this.#typeArgument(type.from + 1) : undefined;
        if (property && of !== undefined) this.#settings.push({ of, set: name, ...schema });
      }
    }
  }

  /** `<Shop.User>`, `<User?>` */
  #typeArgument(at: number): string | undefined {
    const { source } = this.#names;
    const name = source.is(at, '<') ? this.#names.nameAt(at + 1) : undefined;
    if (name === undefined) return undefined;
    const close = source.is(name.to, '?') ? name.to + 1 : name.to;
    return source.is(close, '>') || source.is(close, ',') ? name.text : undefined;
  }

  /** What `class UserMap : EntityTypeConfiguration<User>` is of. */
  #configured({ head, supertypes }: CSharpType): string | undefined {
    if (!supertypes.some((one) => /(^|\.)EntityTypeConfiguration$/.test(one))) return undefined;
    const at = this.#names.source.find(head, 'EntityTypeConfiguration');
    return at < head.to ? this.#typeArgument(at + 1) : undefined;
  }

  #method({ parameters, body, rest }: CSharpMethod, own: string | undefined): void {
    const { source } = this.#names;
    const entities = new Map<string, string>();
    let builds = false;
    for (const { name: parameter, type } of parameters) {
      const written = source.word(type.from) ?? '';
      const of = written === 'EntityTypeBuilder' ? this.#typeArgument(type.from + 1) : undefined;
      if (of !== undefined) entities.set(parameter, of);
      builds ||= CONTEXT_BUILDER.test(written);
    }
    if (own === undefined && entities.size === 0 && !builds) return;
    for (const of of entities.values()) this.#of(of);
    if (own !== undefined) this.#of(own);
    const all = body.to > body.from ? body : rest;
    for (let at = all.from; at < all.to; ) at = Math.max(this.#word(at, all.to, entities, own), at + 1);
  }

  /** Reads what begins at a token, and gives the index to go on from. */
  #word(at: number, end: number, entities: Map<string, string>, own: string | undefined): number {
    const { source } = this.#names;
    const word = source.word(at);
    if (word === undefined) return at + 1;
    if (word === 'Entity' && source.is(at - 1, '.')) {
      const of = this.#typeArgument(at + 1);
      const open = source.find({ from: at, to: Math.min(end, at + 12) }, '(');
      if (of === undefined || !source.is(open, '(')) return at + 1;
      this.#of(of);
      // `Entity<User>(user => { … })`
      const parameter = source.is(open + 1, '(') ? source.word(open + 2) : source.word(open + 1);
      if (parameter !== undefined) entities.set(parameter, of);
      const behind = source.after(open);
      const chained = source.is(behind, '.') ? this.#chain(behind + 1, end, this.#of(of)) : behind;
      return parameter === undefined ? chained : open + 1;
    }
    if (word === 'HasDefaultSchema' && source.is(at + 1, '(')) {
      this.#schema = this.#text(source.elements(at + 1)[0]) ?? this.#schema;
      return source.after(at + 1);
    }
    if (source.is(at - 1, '.')) return at + 1;
    const of = entities.get(word);
    if (of !== undefined && source.is(at + 1, '.')) return this.#chain(at + 2, end, this.#of(of));
    // A class that configures one calls methods of its own.
    if (own === undefined) return at + 1;
    if (word === 'this' && source.is(at + 1, '.')) return this.#chain(at + 2, end, this.#of(own));
    return source.is(at + 1, '(') ? this.#chain(at, end, this.#of(own)) : at + 1;
  }

  #of(of: string): Said {
    const known = this.#said.get(of) ?? { of, columns: {}, members: [], ignored: [] };
    this.#said.set(of, known);
    return known;
  }

  #text(range: Range | undefined): string | undefined {
    const [text, ...more] = (range && this.#names.textOf(range, undefined)) ?? [];
    return typeof text === 'string' && more.length === 0 && text !== '' ? text : undefined;
  }

  /** `x => x.Name`, `"Name"` */
  #member(range: Range | undefined): string | undefined {
    const { source } = this.#names;
    if (range === undefined) return undefined;
    const { kind, text } = source.at(range.from);
    if (kind === 'string') return text;
    return source.is(range.to - 2, '.') ? source.word(range.to - 1) : undefined;
  }

  /** Reads calls in a row, of which the first is called what stands at `at`. */
  #chain(at: number, end: number, said: Said): number {
    const { source } = this.#names;
    let member: string | undefined;
    let to = at;
    while (to < end) {
      const name = source.word(to);
      const open = source.is(to + 1, '<')
        ? source.find({ from: to, to: Math.min(end, to + 20) }, '(')
        : to + 1;
      if (name === undefined || !source.is(open, '(')) break;
      const given = source.elements(open);
      if (name === 'Property') {
        member = this.#member(given[0]);
        if (member !== undefined) said.members.push(member);
      } else this.#call(name, given, member, said);
      to = source.after(open);
      if (!source.is(to, '.')) break;
      to += 1;
    }
    return to;
  }

  #call(name: string, given: readonly Range[], member: string | undefined, said: Said): void {
    if (name === 'HasColumnName' && member !== undefined) {
      const column = this.#text(given[0]);
      if (column !== undefined) said.columns[member] = column;
    } else if (name === 'Ignore') {
      const ignored = this.#member(given[0]);
      if (ignored !== undefined) said.ignored.push(ignored);
    } else if (name === 'ToTable') {
      said.table = this.#text(given[0]) ?? said.table;
      said.schema = this.#text(given[1]) ?? said.schema;
    } else if (/^(ToView|ToSqlQuery|ToFunction|HasNoKey)$/.test(name)) said.view = true;
  }
}

/** Reads which classes are tables, and what those and their columns are called. */
export function readEntitySettings(names: CSharpNames, findings: Findings): void {
  new SettingReader(names, findings.entities).read();
  const { source } = names;
  for (let at = 0; at < source.tokens.length; at++)
    if (source.is(at, 'UseSnakeCaseNamingConvention')) {
      findings.constants.set(snakeCaseOf('entity-framework'), ['']);
      return;
    }
}
