import type { ModelColumn } from '../file-facts/models.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { type RustItem, type RustItems, splitOutside } from './items.ts';

const DEEPEST = 20;
/** Fields that stand for rows of other tables. */
const RELATION = /^(HasMany|HasOne|BelongsTo)$/;
/** Settings that say nothing of what may stand in a column, and those that say its type. */
const OF_NONE = /^(column_name|primary_key|nullable|auto_increment)$/;
const OF_TYPE = /^column_type$/;

/** What `#[sea_orm(table_name = "x", unique)]` and its like say, by their names. */
function settingsOf(source: PlainSource, attributes: readonly Range[]): Map<string, Range> {
  const found = new Map<string, Range>();
  for (const { from } of attributes) {
    if (!source.is(from, 'sea_orm') || !source.is(from + 1, '(')) continue;
    for (const one of source.elements(from + 1))
      found.set(source.at(one.from).text, { from: Math.min(one.from + 2, one.to), to: one.to });
  }
  return found;
}

function textOf(source: PlainSource, range: Range | undefined): string | undefined {
  const token = source.at(range?.from ?? -1);
  return range !== undefined && token.kind === 'string' && token.text !== '' ? token.text : undefined;
}

/** Reads the entities of one source of SeaORM. */
class EntityReader {
  readonly #source: PlainSource;
  readonly #items: RustItems;
  readonly #findings: Findings;

  constructor(source: PlainSource, items: RustItems, findings: Findings) {
    this.#source = source;
    this.#items = items;
    this.#findings = findings;
  }

  read(items: readonly RustItem[], depth = 0): void {
    for (const item of depth > DEEPEST ? [] : items) {
      if (item.open === undefined) continue;
      if (item.kind === 'mod') this.read(this.#items.read(this.#source.inside(item.open)), depth + 1);
      else if (item.kind === 'struct') this.#struct(item, item.open);
    }
  }

  #struct(item: RustItem, open: number): void {
    const source = this.#source;
    const settings = settingsOf(source, item.attributes);
    const table = textOf(source, settings.get('table_name'));
    if (table === undefined) return;
    const schema = textOf(source, settings.get('schema_name'));
    this.#findings.models.push({
      ref: `entity~${open}`,
      table: schema === undefined ? table : `${schema}.${table}`,
      bases: [],
      columns: splitOutside(source, source.inside(open)).flatMap((field) => this.#column(field)),
      ...source.lines({ from: item.from, to: item.all.to }),
      body: '',
    });
  }

  #column({ from, to }: Range): ModelColumn[] {
    const source = this.#source;
    const attributes: Range[] = [];
    let at = from;
    for (; source.is(at, '#') && source.is(at + 1, '[') && at < to; at = source.after(at + 1))
      attributes.push(source.inside(at + 1));
    const begin = at;
    if (source.is(at, 'pub')) at = source.is(at + 1, '(') ? source.after(at + 1) : at + 1;
    const name = source.word(at)?.replace(/^r#/, '');
    const settings = settingsOf(source, attributes);
    if (name === undefined || !source.is(at + 1, ':') || settings.has('ignore')) return [];
    if (RELATION.test(source.word(at + 2) ?? '')) return [];
    const optional = source.is(at + 2, 'Option') && source.is(at + 3, '<');
    const type = optional ? { from: at + 4, to: to - 1 } : { from: at + 2, to };
    const written = [...settings].filter(([key]) => OF_TYPE.test(key)).map(([, range]) => source.hash(range));
    const rest = [...settings]
      .filter(([key]) => !OF_NONE.test(key) && !OF_TYPE.test(key))
      .map(([key, range]) => `${key} ${source.hash(range)}`);
    return [
      {
        name: textOf(source, settings.get('column_name')) ?? name,
        ...source.lines({ from: begin, to }),
        type:
          written.length === 0 ? source.hash(type) : hashText(`${source.hash(type)} ${written.join(' ')}`),
        required: !optional && !settings.has('nullable'),
        rest: rest.length === 0 ? '' : hashText(rest.join(' ')),
      },
    ];
  }
}

/** Reads the entities that `#[sea_orm(table_name = "…")]` stands in front of. */
export function readSeaEntities(
  source: PlainSource,
  items: RustItems,
  top: readonly RustItem[],
  findings: Findings,
): void {
  new EntityReader(source, items, findings).read(top);
}
