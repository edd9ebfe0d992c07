import type { JoinTable, Model, ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { snakeCase } from '../naming.ts';
import { docAnnotationsIn } from './annotations.ts';
import { attributesOf } from './attributes.ts';
import type { PhpClass } from './class-shapes.ts';
import type { PhpNames } from './names.ts';

const MAPPING = 'Doctrine\\ORM\\Mapping';
/** Arguments by their places, where they have no names. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  Table: ['name', 'schema'],
  Column: ['name', 'type', 'length', 'precision', 'scale', 'unique', 'nullable'],
  ManyToOne: ['targetEntity'],
  OneToOne: ['targetEntity', 'mappedBy'],
  ManyToMany: ['targetEntity', 'mappedBy'],
  JoinColumn: ['name', 'referencedColumnName', 'unique', 'nullable'],
  JoinTable: ['name'],
  Embedded: ['class', 'columnPrefix'],
};
const OF_TYPE = ['type', 'length', 'precision', 'scale', 'enumType', 'columnDefinition'];
const OF_REST = ['unique', 'options', 'generated', 'onDelete', 'insertable', 'updatable'];

/** What attributes or annotations say, by their names within Doctrine's mapping. */
type Said = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Something of a class that may be a column. */
interface Property {
  readonly name: string;
  readonly type: Range;
  readonly all: Range;
  readonly said: Said;
}

/** Without the signs that keep a name from being taken for a word of SQL. */
function bare(name: string): string {
  return name.replace(/[`"[\]]/g, '');
}

/** Reads the entities of one source. */
class EntityReader {
  readonly #names: PhpNames;
  readonly #findings: Findings;

  constructor(names: PhpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    for (const found of this.#names.file.classes)
      if (found.name !== '' && (found.kind === 'class' || found.kind === 'trait')) this.#class(found);
  }

  #class(found: PhpClass): void {
    const said = this.#said(found.attributes, found.all.from, found);
    const properties = this.#properties(found);
    const entity = said.has('Entity') && !said.has('MappedSuperclass');
    const columns = properties.flatMap((property) => this.#column(property));
    if (!entity && !said.has('MappedSuperclass') && !said.has('Embeddable') && columns.length === 0) return;
    const { source } = this.#names;
    const bases = [
      ...found.supertypes.slice(0, 1),
      ...found.traits.flatMap((range) =>
        source.splitAtCommas(range).map(({ from }) => source.word(from) ?? ''),
      ),
    ].map((name) => this.#names.refOf(this.#names.classOf(name)));
    for (const { said: one } of properties) {
      const embedded = one.get('Embedded');
      const plain = embedded?.get('columnPrefix') === 'false' ? embedded.get('class') : undefined;
      if (plain !== undefined) bases.push(this.#classRef(plain));
    }
    const joins = properties.flatMap((property) => this.#joins(property, found));
    const table = said.get('Table');
    this.#findings.models.push({
      ref: found.name,
      ...(entity ? this.#table(found, table) : { role: 'abstract' as const }),
      bases,
      columns,
      ...(joins.length > 0 && { joins }),
      ...source.lines({ from: found.from, to: found.all.to }),
      body: hashText(['indexes', 'uniqueConstraints'].map((key) => table?.get(key) ?? '').join('\n')),
    });
  }

  #table({ name }: PhpClass, table: ReadonlyMap<string, string> | undefined): Partial<Model> {
    const schema = table?.get('schema');
    const front = schema === undefined ? '' : `${bare(schema)}.`;
    const written = table?.get('name');
    if (written !== undefined) return { table: front + bare(written) };
    return front === '' ? { naming: 'snake' } : { table: front + snakeCase(name) };
  }

  /** Of a class that an annotation names: with its namespace, or of this one. */
  #classRef(written: string): Ref {
    const whole = written.replace(/::class$/, '');
    const known = whole.includes('\\') && !this.#names.file.uses.has(whole.split('\\')[0] ?? '');
    return this.#names.refOf(known ? whole.replace(/^\\/, '') : this.#names.classOf(whole));
  }

  #properties(found: PhpClass): Property[] {
    const fields = found.fields
      .filter(({ modifiers }) => !modifiers.has('static'))
      .map(({ name, type, all, attributes }) => ({ name, type, all, attributes }));
    const promoted = found.methods
      .filter(({ name }) => name === '__construct')
      .flatMap(({ parameters }) => parameters.filter((one) => one.promoted !== undefined))
      .map(({ name, type, all, attributes }) => ({ name: name.slice(1), type, all, attributes }));
    return [...fields, ...promoted].flatMap(({ attributes, ...property }) => {
      const said = this.#said(attributes, property.all.from, found);
      return said.size === 0 ? [] : [{ ...property, said }];
    });
  }

  #said(attributes: readonly Range[], from: number, owner: PhpClass): Said {
    const said = new Map<string, ReadonlyMap<string, string>>();
    for (const { name, placed, named } of attributesOf(this.#names, attributes)) {
      const mapping = this.#mappingOf(name);
      if (mapping === undefined || said.has(mapping)) continue;
      const given = new Map<string, string>();
      for (const [index, range] of placed.entries())
        given.set(PLACES[mapping]?.[index] ?? `${index}`, this.#text(range, owner));
      for (const [key, range] of named) given.set(key, this.#text(range, owner));
      said.set(mapping, given);
    }
    for (const { name, given } of said.size > 0 ? [] : docAnnotationsIn(this.#names.before(from))) {
      const mapping = this.#mappingOf(this.#names.classOf(name));
      if (mapping !== undefined && !said.has(mapping)) said.set(mapping, given);
    }
    return said;
  }

  #mappingOf(whole: string): string | undefined {
    return whole.startsWith(`${MAPPING}\\`) ? whole.slice(MAPPING.length + 1) : undefined;
  }

  #text(range: Range, owner: PhpClass): string {
    const text = this.#names.wholeText(range, new Map(), owner);
    if (text !== undefined) return text;
    let written = '';
    for (let at = range.from; at < Math.min(range.to, range.from + 100); at++)
      written += this.#names.source.at(at).text;
    return written;
  }

  #column({ name, type, all, said }: Property): ModelColumn[] {
    const relation = said.get('ManyToOne') ?? said.get('OneToOne');
    const column = relation === undefined ? said.get('Column') : (said.get('JoinColumn') ?? new Map());
    if (column === undefined || relation?.has('mappedBy')) return [];
    const { source } = this.#names;
    const optional = source.is(type.from, '?') ? { from: type.from + 1, to: type.to } : type;
    // `Types::STRING` and `string` are one.
    const typed = OF_TYPE.map(
      (key) =>
        column
          .get(key)
          ?.replace(/^Types::/, '')
          .toLowerCase() ?? '',
    );
    const written = typed.some((text) => text !== '') ? typed.join(' ') : source.hash(optional);
    const target = relation?.get('targetEntity')?.replace(/::class$/, '') ?? '';
    const short = target === '' ? source.hash(optional) : target.slice(target.lastIndexOf('\\') + 1);
    const nullable = column.get('nullable') ?? (relation === undefined || said.has('Id') ? 'false' : 'true');
    const rest = OF_REST.flatMap((key) => (column.has(key) ? [`${key}=${column.get(key)}`] : []));
    const lines = source.lines({ from: this.#behindAttributes(all), to: all.to });
    return [
      {
        name: bare(column.get('name') ?? `${snakeCase(name)}${relation === undefined ? '' : '_id'}`),
        ...lines,
        type: hashText(relation === undefined ? written : `-> ${short}`),
        required: nullable !== 'true',
        rest: rest.length === 0 ? '' : hashText(rest.join(' ')),
      },
    ];
  }

  #behindAttributes({ from, to }: Range): number {
    const { source } = this.#names;
    let at = from;
    while (at < to && source.is(at, '#')) at = source.after(at + 1);
    return Math.min(at, to - 1);
  }

  #joins({ all, said }: Property, owner: PhpClass): JoinTable[] {
    const relation = said.get('ManyToMany');
    if (relation === undefined || relation.has('mappedBy')) return [];
    const target = relation.get('targetEntity')?.replace(/::class$/, '') ?? '';
    const written = said.get('JoinTable')?.get('name');
    const short = target.slice(target.lastIndexOf('\\') + 1);
    if (written === undefined && short === '') return [];
    const table = bare(written ?? `${snakeCase(owner.name)}_${snakeCase(short)}`);
    const lines = this.#names.source.lines({ from: this.#behindAttributes(all), to: all.to });
    return [{ name: table, table, ...lines, body: `${owner.name} ${short}` }];
  }
}

/** Reads the entities of one source, if it names what maps them. */
export function readDoctrineEntities(names: PhpNames, findings: Findings): void {
  for (const whole of names.file.uses.values())
    if (whole.startsWith(MAPPING)) {
      new EntityReader(names, findings).run();
      return;
    }
}
