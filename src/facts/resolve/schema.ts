import type { Fact } from '../../domain/fact.ts';
import type { ColumnShape, SchemaStep } from '../file-facts/schema.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import { compareScripts, groupOf } from './script-order.ts';

interface Spot {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
}

interface Column extends ColumnShape {
  readonly spot: Spot;
  /** What it was called when it was made: a rename keeps it. */
  readonly origin: string;
}

interface Table {
  /** Absent where only columns of it were altered: it is made elsewhere. */
  readonly made?: Spot & { readonly body: string };
  readonly origin: string;
  readonly columns: Map<string, Column>;
}

/** The tables of one database, as far as one can tell by where its scripts are. */
type Schema = Map<string, Table>;

/** Where Rails keeps what its migrations made. */
const DUMP = /(^|\/)db\/\w*schema\.rb$/;

/** Replays the scripts of a tree. */
class Replay {
  readonly schemas = new Map<string, Schema>();
  /** What was dropped last under a name, in the schema it was of. */
  readonly #dropped = new Map<Schema, Map<string, Table>>();

  /** The schema that knows a table: that of the script, or else another one. */
  #schemaOf(own: Schema, table: string): Schema {
    if (own.has(table)) return own;
    for (const schema of this.schemas.values()) if (schema.has(table)) return schema;
    return own;
  }

  #table(schema: Schema, name: string): Table {
    const known = schema.get(name);
    if (known !== undefined) return known;
    const table = { origin: name, columns: new Map() };
    schema.set(name, table);
    return table;
  }

  run(path: string, step: SchemaStep): void {
    const group = groupOf(path);
    const own = this.schemas.get(group) ?? new Map<string, Table>();
    this.schemas.set(group, own);
    const schema = step.does === 'create table' ? own : this.#schemaOf(own, step.table);
    const endLine = 'endLine' in step ? step.endLine : step.line;
    const spot = { path, line: step.line, endLine };
    switch (step.does) {
      case 'create table': {
        // `IF NOT EXISTS` of one that is there changes nothing; a script that says it anew is the later word.
        const columns = schema.get(step.table)?.columns ?? new Map();
        schema.set(step.table, { made: { ...spot, body: step.body }, origin: step.table, columns });
        return;
      }
      case 'drop table': {
        const table = schema.get(step.table);
        const dropped = this.#dropped.get(schema) ?? new Map<string, Table>();
        if (table !== undefined) this.#dropped.set(schema, dropped.set(step.table, table));
        schema.delete(step.table);
        return;
      }
      case 'rename table': {
        // A copy whose columns could not be read takes the place of what it was made from, as SQLite has tables changed.
        if ((schema.get(step.table)?.columns.size ?? 0) === 0) {
          const original = this.#schemaOf(own, step.to);
          const replaced = original.get(step.to) ?? this.#dropped.get(original)?.get(step.to);
          if (replaced !== undefined) {
            schema.delete(step.table);
            original.set(step.to, replaced);
            return;
          }
        }
        const { made, ...table } = this.#table(schema, step.table);
        schema.delete(step.table);
        schema.set(step.to, { ...table, ...(made && { made: { ...made, ...spot } }) });
        return;
      }
      default:
        this.#changeColumn(this.#table(schema, step.table), step, spot);
    }
  }

  #changeColumn(table: Table, step: Extract<SchemaStep, { readonly column: string }>, spot: Spot): void {
    const known = table.columns.get(step.column);
    switch (step.does) {
      case 'add column': {
        const { type, required, rest } = step;
        table.columns.set(step.column, {
          type,
          required,
          rest,
          spot,
          origin: `${table.origin}.${step.column}`,
        });
        return;
      }
      case 'drop column':
        table.columns.delete(step.column);
        return;
      case 'rename column':
        if (known === undefined) return;
        table.columns.delete(step.column);
        table.columns.set(step.to, { ...known, spot });
        return;
      case 'alter column': {
        if (known === undefined) return;
        const { type = known.type, required = known.required, rest = known.rest } = step;
        table.columns.set(step.column, { ...known, type, required, rest, spot });
      }
    }
  }
}

type Script = readonly [path: string, facts: FileFacts];

/** Puts revisions behind those that they come after; all else stays in the order it has. */
function inOrder(scripts: readonly Script[]): Iterable<Script> {
  const keyOf = (path: string, id: string): string => `${groupOf(path)}\0${id}`;
  const byRevision = new Map<string, Script>();
  for (const script of scripts) {
    const [path, { revision }] = script;
    if (revision !== undefined) byRevision.set(keyOf(path, revision.id), script);
  }
  const ordered = new Set<Script>();
  const begun = new Set<Script>();
  for (const script of byRevision.size === 0 ? [] : scripts) {
    const waiting = [script];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const [path, { revision }] = next;
      const before = (revision?.after ?? [])
        .map((id) => byRevision.get(keyOf(path, id)))
        .filter((one) => one !== undefined);
      // What comes back to itself is taken as it stands.
      const missing = begun.has(next) ? [] : before.filter((one) => !ordered.has(one) && !begun.has(one));
      begun.add(next);
      if (missing.length > 0) waiting.push(...missing.reverse());
      else {
        ordered.add(next);
        waiting.pop();
      }
    }
  }
  return byRevision.size === 0 ? scripts : ordered;
}

/**
 * Finds the tables and columns that there are when all scripts of a tree have run, in the order of their paths.
 */
export function schemaOf(files: ReadonlyMap<string, FileFacts>): Fact[] {
  const replay = new Replay();
  const scripts = [...files].filter(([, { schema }]) => schema !== undefined);
  // What a dump holds was there before whatever has not run yet.
  const isLate = (path: string): number => (DUMP.test(path) ? 0 : 1);
  scripts.sort(([a], [b]) => isLate(a) - isLate(b) || compareScripts(a, b));
  for (const [path, { schema = [] }] of inOrder(scripts)) for (const step of schema) replay.run(path, step);
  const facts: Fact[] = [];
  for (const schema of replay.schemas.values()) {
    for (const [name, { made, origin, columns }] of schema) {
      if (made !== undefined) {
        const { body, ...spot } = made;
        facts.push({
          kind: 'table',
          name,
          certainty: 'exact',
          scripted: true,
          ...spot,
          contract: '',
          body: hashText(`${origin} ${body}`),
        });
      }
      for (const [column, { type, required, rest, spot, origin: first }] of columns) {
        const contract = hashText(`${type} ${required}`);
        const body = hashText(`${first} ${rest}`);
        facts.push({
          kind: 'column',
          name: `${name}.${column}`,
          certainty: 'exact',
          scripted: true,
          ...spot,
          contract,
          body,
        });
      }
    }
  }
  return facts;
}
