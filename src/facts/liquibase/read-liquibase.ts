import { type DataValue, entriesOf, itemsOf } from '../data/data.ts';
import { readData } from '../data/read-data.ts';
import { type Element, readXml } from '../data/read-xml.ts';
import type { ColumnShape } from '../file-facts/schema.ts';
import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { readStatements } from '../packs/sql.ts';
import { SchemaSteps } from '../sql/schema-steps.ts';

const DEEPEST = 30;
/** What is done only to undo, or asked before anything is done. */
const NOT_DONE = /^(rollback|preConditions|validCheckSum|comment)$/;
/** What of a column is not kept in the database, or said otherwise. */
const OF_NONE = /^(name|type|remarks|value\w*|computed|valueComputed)$/;

/** The maps and lists of YAML and JSON as elements: texts are attributes, all else stands below. */
function elementOf(name: string, value: DataValue, line: number, endLine: number, depth = 0): Element {
  const attributes = new Map<string, string>();
  const children: Element[] = [];
  for (const entry of depth > DEEPEST ? [] : entriesOf(value)) {
    const { key, value: member, line: from, endLine: to } = entry;
    if (member.is === 'text') attributes.set(key, member.text);
    else if (member.is === 'map') children.push(elementOf(key, member, from, to, depth + 1));
    else {
      const below = itemsOf(member).flatMap((item) =>
        entriesOf(item).map((one) => elementOf(one.key, one.value, one.line, one.endLine, depth + 1)),
      );
      children.push({ name: key, attributes: new Map(), children: below, text: '', line: from, endLine: to });
    }
  }
  return { name, attributes, children, text: value.is === 'text' ? value.text : '', line, endLine };
}

/** Reads what the change sets of one file do to tables. */
class ChangeLogReader {
  readonly #findings: Findings;
  readonly #steps: SchemaSteps;
  readonly #properties = new Map<string, string>();

  constructor(findings: Findings) {
    this.#findings = findings;
    this.#steps = new SchemaSteps({ lines: ({ from, to }) => ({ line: from, endLine: to }) }, findings);
  }

  read(element: Element, depth = 0): void {
    if (NOT_DONE.test(element.name) || depth > DEEPEST) return;
    const name = element.attributes.get('name');
    const value = element.attributes.get('value');
    if (element.name === 'property' && name !== undefined && value !== undefined) {
      // Of several, one for each kind of database, the first one counts.
      if (!this.#properties.has(name)) this.#properties.set(name, value);
    } else if (!this.#change(element)) for (const child of element.children) this.read(child, depth + 1);
  }

  #text({ attributes }: Element, key: string): string | undefined {
    const text = attributes
      .get(key)
      ?.replace(/\$\{([\w.-]+)\}/g, (all, name) => this.#properties.get(name) ?? all);
    return text === undefined || text === '' || text.includes('${') ? undefined : text;
  }

  /** The name of a table with its schema, where that is said. */
  #table(element: Element, key = 'tableName'): string | undefined {
    const [schema, table] = [this.#text(element, 'schemaName'), this.#text(element, key)];
    return table === undefined || schema === undefined ? table : `${schema}.${table}`;
  }

  /** @returns whether it is something that is done to a table */
  #change(element: Element): boolean {
    const { name, line, endLine } = element;
    const at = { from: line, to: endLine };
    if (name === 'sql') {
      const text = element.text.trim() === '' ? (element.attributes.get('sql') ?? '') : element.text;
      readStatements(text, line, this.#findings);
      return true;
    }
    if (name === 'renameTable') {
      const [table, now] = [this.#table(element, 'oldTableName'), this.#table(element, 'newTableName')];
      if (table !== undefined && now !== undefined) this.#steps.rename(table, now, at);
      return true;
    }
    const table = this.#table(element);
    if (table === undefined) return false;
    const column = this.#text(element, 'columnName');
    switch (name) {
      case 'createTable':
        this.#steps.create(table, at);
        this.#columns(table, element);
        return true;
      case 'addColumn':
        this.#columns(table, element);
        return true;
      case 'dropTable':
        this.#steps.drop(table, at);
        return true;
      case 'dropColumn':
        for (const one of column === undefined ? this.#named(element) : [column])
          this.#steps.dropColumn(table, one, at);
        return true;
      case 'renameColumn': {
        const [old, now] = [this.#text(element, 'oldColumnName'), this.#text(element, 'newColumnName')];
        if (old !== undefined && now !== undefined) this.#steps.renameColumn(table, old, now, at);
        return true;
      }
      case 'modifyDataType':
        if (column !== undefined)
          this.#steps.alter(table, column, { type: this.#type(element, 'newDataType') }, at);
        return true;
      case 'addNotNullConstraint':
      case 'dropNotNullConstraint':
        if (column !== undefined)
          this.#steps.alter(table, column, { required: name === 'addNotNullConstraint' }, at);
        return true;
      default:
        return /^(add|drop|create|insert|update|delete|load)/.test(name);
    }
  }

  #columnsOf({ children }: Element): Element[] {
    return children.flatMap((child) =>
      child.name === 'column' ? [child] : child.name === 'columns' ? [...child.children] : [],
    );
  }

  #named(element: Element): string[] {
    return this.#columnsOf(element).flatMap((column) => this.#text(column, 'name') ?? []);
  }

  #type(element: Element, key: string): string {
    const written = this.#text(element, key) ?? element.attributes.get(key) ?? '';
    return hashText(written.toLowerCase().replace(/\s+/g, ''));
  }

  #columns(table: string, element: Element): void {
    for (const column of this.#columnsOf(element)) {
      const name = this.#text(column, 'name');
      if (name === undefined) continue;
      const { line, endLine } = column;
      this.#steps.add(table, name, this.#shape(column), { from: line, to: endLine });
    }
  }

  #shape(column: Element): ColumnShape {
    const constraints = column.children.find(({ name }) => name === 'constraints');
    const says = (key: string, value: string): boolean => constraints?.attributes.get(key) === value;
    const rest = [...column.attributes, ...(constraints?.attributes ?? [])]
      .filter(([key]) => !OF_NONE.test(key) && key !== 'nullable' && !key.endsWith('Name'))
      .map(([key, value]) => `${key}=${value}`);
    return {
      type: this.#type(column, 'type'),
      required: says('nullable', 'false') || says('primaryKey', 'true'),
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
  }
}

/** Reads a change log of Liquibase, in XML, YAML or JSON. */
export function readLiquibase(text: string): Findings {
  const findings = new Findings();
  const reader = new ChangeLogReader(findings);
  if (!text.includes('databaseChangeLog')) return findings;
  if (/^\s*</.test(text)) for (const element of readXml(text)) reader.read(element);
  else reader.read(elementOf('', readData(text), 1, 1));
  return findings;
}
