import type { ColumnShape } from '../file-facts/schema.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Chain } from '../javascript/chains.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { TableBuilders } from '../javascript/table-builder.ts';
import { literalText, upFunctions } from '../javascript/up-functions.ts';
import { SchemaSteps } from '../sql/schema-steps.ts';
import type { JavaScriptPack } from './pack.ts';
import { readStatements } from './sql.ts';

/** Options of a column that say what it holds, in Sequelize and TypeORM. */
const OF_TYPE = /^(type|length|width|precision|scale|unsigned|enum|values|isArray)$/;
const OF_NONE = /^(name|allowNull|isNullable|comment|after|first)$/;

/** Reads the calls by which one migration changes a schema: of Knex, Sequelize, TypeORM and MikroORM. */
class MigrationReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #steps: SchemaSteps;
  readonly #builders: TableBuilders;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#steps = new SchemaSteps(names.source, findings);
    this.#builders = new TableBuilders(names, this.#steps);
  }

  run(bodies: readonly Range[]): void {
    for (const chain of this.#names.chains) {
      if (!bodies.some(({ from, to }) => chain.head >= from && chain.head < to)) continue;
      this.#builders.read(chain);
      this.#chain(chain);
    }
  }

  /** `knex.schema.createTable(…).table(…)`, `queryInterface.addColumn(…)`, `queryRunner.query(…)`, `this.addSql(…)`. */
  #chain({ links, from }: Chain): void {
    let schema = '';
    links.forEach((link, index) => {
      const call = links[index + 1];
      if (link.does !== 'member' || call?.does !== 'call' || call.open === undefined) return;
      const values = this.#names.source.elements(call.open);
      const at = { from: index === 0 ? from : link.at, to: this.#names.source.after(call.open) };
      if (link.name === 'withSchema') schema = `${this.#text(values[0]) ?? ''}.`.replace(/^\.$/, '');
      else this.#call(link.name, values, at, schema);
    });
  }

  #text(value: Range | undefined): string | undefined {
    return literalText(this.#names, value);
  }

  #call(method: string, values: readonly Range[], at: Range, schema: string): void {
    const [first, second, third] = values;
    if (first === undefined) return;
    if (/^(query|raw|addSql)$/.test(method)) {
      const { kind, line } = this.#names.source.at(first.from);
      const text = this.#text(first);
      if (text !== undefined && (kind === 'string' || kind === 'template'))
        readStatements(text, line, this.#findings);
      return;
    }
    const named = this.#table(first);
    const table = named === undefined ? undefined : schema + named;
    if (table === undefined) return;
    // `this.create('users', (table) => …)` of AdonisJS.
    const called =
      method === 'create' && second !== undefined && this.#names.functionAt(second) !== undefined;
    if (called || /^createTable(IfNotExists)?$/.test(method)) this.#create(table, first, second, at);
    else if (/^(table|alterTable|alter)$/.test(method)) {
      if (second !== undefined) this.#builders.add(second, { table, creates: false });
    } else if (/^dropTable(IfExists)?$/.test(method)) this.#steps.drop(table, at);
    else if (method === 'renameTable') {
      const to = this.#text(second);
      if (to !== undefined) this.#steps.rename(table, schema + to, at);
    } else if (second !== undefined) this.#column(method, table, second, third, at);
  }

  /** A name, or an object with one: `{ tableName, schema }`, `new Table({ name, schema })`. */
  #table(value: Range): string | undefined {
    const members = this.#object(value);
    if (members === undefined) return this.#text(value);
    const name = this.#text(members.get('tableName') ?? members.get('name'));
    const schema = this.#text(members.get('schema'));
    return name === undefined || schema === undefined ? name : `${schema}.${name}`;
  }

  /** `{ … }`, and what is made of it: `new TableColumn({ … })`. */
  #object(value: Range): ReadonlyMap<string, Range> | undefined {
    const { source } = this.#names;
    if (!source.is(value.from, 'new')) return membersOf(this.#names, value);
    const open = value.from + 2;
    const [options] = source.is(open, '(') ? source.elements(open) : [];
    return options && membersOf(this.#names, options);
  }

  #create(table: string, first: Range, second: Range | undefined, at: Range): void {
    const { source } = this.#names;
    const columns = this.#object(first)?.get('columns');
    if (columns !== undefined) {
      this.#steps.create(table, at);
      for (const one of this.#list(columns)) this.#described(table, one);
      return;
    }
    if (second === undefined) return;
    if (this.#names.functionAt(second) !== undefined) {
      this.#steps.create(table, at);
      this.#builders.add(second, { table, creates: true });
    } else if (source.is(second.from, '{')) {
      this.#steps.create(table, at);
      for (const { key, value } of this.#names.properties(second.from)) {
        const options = membersOf(this.#names, value);
        const shape = this.#shape(value);
        const lines = { from: value.from - 2, to: value.to };
        this.#steps.add(table, this.#text(options?.get('field')) ?? key, shape, lines);
      }
    }
  }

  #list(value: Range): readonly Range[] {
    const { source } = this.#names;
    return source.is(value.from, '[') ? source.elements(value.from) : [value];
  }

  /** A column of TypeORM, which has its name among its options. */
  #described(table: string, value: Range): void {
    const name = this.#text(this.#object(value)?.get('name'));
    if (name !== undefined) this.#steps.add(table, name, this.#shape(value), value);
  }

  #column(method: string, table: string, second: Range, third: Range | undefined, at: Range): void {
    const steps = this.#steps;
    const column = this.#text(second) ?? this.#text(this.#object(second)?.get('name'));
    switch (method) {
      case 'addColumn':
      case 'addColumns':
        if (this.#names.source.at(second.from).kind !== 'string' && third === undefined)
          for (const one of this.#list(second)) this.#described(table, one);
        else if (column !== undefined && third !== undefined)
          steps.add(table, column, this.#shape(third), at);
        return;
      case 'removeColumn':
      case 'dropColumn':
      case 'dropColumns':
        for (const one of this.#list(second)) {
          const name = this.#text(one) ?? this.#text(this.#object(one)?.get('name'));
          if (name !== undefined) steps.dropColumn(table, name, at);
        }
        return;
      case 'renameColumn': {
        const to = this.#text(third) ?? (third && this.#text(this.#object(third)?.get('name')));
        if (column !== undefined && to !== undefined) steps.renameColumn(table, column, to, at);
        return;
      }
      case 'changeColumn': {
        if (column === undefined || third === undefined) return;
        const to = this.#text(this.#object(third)?.get('name')) ?? column;
        if (to !== column) steps.renameColumn(table, column, to, at);
        steps.alter(table, to, this.#shape(third), at);
      }
    }
  }

  /** A type alone, or options. */
  #shape(value: Range): ColumnShape {
    const { source } = this.#names;
    const options = this.#object(value);
    if (options === undefined) return { type: source.hash(value), required: false, rest: '' };
    const types: string[] = [];
    const rest: string[] = [];
    const says = (key: string, word: string): boolean => {
      const found = options.get(key);
      return found !== undefined && source.is(found.from, word);
    };
    for (const [key, range] of options) {
      if (OF_TYPE.test(key)) types.push(key === 'type' ? source.hash(range) : `${key} ${source.hash(range)}`);
      else if (!OF_NONE.test(key)) rest.push(`${key} ${source.hash(range)}`);
    }
    const isKey = says('primaryKey', 'true') || says('isPrimary', 'true');
    // In TypeORM a column must have a value unless it says otherwise, in Sequelize the other way round.
    const ofTypeorm = options.has('name');
    const required = isKey || (ofTypeorm ? !says('isNullable', 'true') : says('allowNull', 'false'));
    return {
      type: hashText(types.join(' ')),
      required,
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
  }
}

/** Migrations of Knex, Sequelize (also by Umzug), TypeORM and MikroORM: the way there. */
export const migrations: JavaScriptPack = {
  name: 'migrations',
  family: 'javascript',
  read(names, findings) {
    const bodies = upFunctions(names);
    if (bodies.length > 0) new MigrationReader(names, findings).run(bodies);
  },
};
