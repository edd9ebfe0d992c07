import type { ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Chain } from '../javascript/chains.ts';
import { type FunctionShape, readParameters } from '../javascript/functions.ts';
import { holdersOf } from '../javascript/holders.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { Range } from '../javascript/source.ts';
import { readText } from '../javascript/written-text.ts';
import { snakeCaseOf } from '../naming.ts';
import type { JavaScriptPack } from './pack.ts';

const FROM = /^drizzle-(orm|kit)(\/|$)/;
const CORE = /^drizzle-orm\/[\w-]+-core(\/|$)/;
const TABLE = /^[a-z]+Table$/;
/** What of a library's core is no column. */
const NO_COLUMN =
  /Table(Creator)?$|Schema$|Enum$|View$|^(index|uniqueIndex|unique|primaryKey|foreignKey|check|alias)$/;
/** Types whose columns always have a value. */
const COUNTED = /^(small|big)?serial$/i;

interface Columns {
  readonly columns: readonly ModelColumn[];
  readonly bases: readonly Ref[];
  /** Whether a column is made by what comes from Drizzle itself. */
  readonly sure: boolean;
}

/** Reads the tables of one source. */
class DrizzleReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #holders: ReadonlyMap<number, Ref>;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#holders = holdersOf(names);
  }

  run(): void {
    const { source, chains, scopes } = this.#names;
    for (const chain of chains) this.#front(chain);
    for (const chain of chains) this.#table(chain);
    for (const { ref, value, shape, member } of scopes.bindings) {
      if (member !== undefined || ref.includes('~')) continue;
      const made = shape ?? this.#names.functionAt(value);
      if (made !== undefined) this.#shared(`${ref}()`, this.#returned(made));
      else if (value !== undefined && source.is(value.from, '{')) this.#shared(ref, value.from);
    }
    for (let at = 0; at < source.tokens.length; at++)
      if (source.is(at, 'casing') && source.is(at + 1, ':') && source.at(at + 2).text === 'snake_case')
        this.#findings.constants.set(snakeCaseOf('drizzle'), ['']);
  }

  /** `pgSchema('auth')` and `pgTableCreator((name) => `app_${name}`)` put something in front of names. */
  #front(chain: Chain): void {
    const names = this.#names;
    const foreign = names.foreignOf(chain);
    const made = foreign?.members[0] ?? '';
    const call = foreign && chain.links[foreign.next];
    if (foreign === undefined || !CORE.test(foreign.from) || !/(Schema|TableCreator)$/.test(made)) return;
    if (call?.does !== 'call' || call.open === undefined || foreign.next !== chain.links.length - 1) return;
    const [argument] = names.source.elements(call.open);
    if (argument === undefined) return;
    const ref = `front~${chain.head}`;
    names.settle(chain, ref);
    const shape = names.functionAt(argument);
    const text = shape === undefined ? readText(names, argument) : this.#prefix(shape);
    if (text !== undefined) this.#findings.constants.set(ref, shape === undefined ? [...text, '.'] : text);
  }

  /** The text in front of the parameter, in the first template there is. */
  #prefix(shape: FunctionShape): string[] | undefined {
    const { source, scopes } = this.#names;
    const [parameter] = readParameters(source, shape);
    const { from, to } = scopes.bodyOf(shape);
    for (let at = from; at < to; at++) {
      if (source.at(at).kind !== 'template') continue;
      return source.is(at + 1, '${') && source.word(at + 2) === parameter?.name
        ? [source.at(at).text]
        : undefined;
    }
    return [''];
  }

  /** The object that a function gives: `() => ({ … })`, `() => { return { … } }`. */
  #returned(shape: FunctionShape): number | undefined {
    const { source, scopes } = this.#names;
    const { from, to } = scopes.bodyOf(shape);
    if (shape.expression) return source.is(from, '(') && source.is(from + 1, '{') ? from + 1 : undefined;
    for (let at = from + 1; at < to; at = source.after(at))
      if (source.word(at) === 'return' && source.is(at + 1, '{')) return at + 1;
    return undefined;
  }

  #table(chain: Chain): void {
    const names = this.#names;
    const { source } = names;
    const index = chain.links.findIndex(({ does }) => does === 'call');
    const call = chain.links[index];
    if (call?.does !== 'call' || call.open === undefined) return;
    const [name, second, third] = source.elements(call.open);
    if (name === undefined || second === undefined) return;
    const shape = names.functionAt(second);
    const open = shape === undefined ? second.from : this.#returned(shape);
    if (open === undefined || !source.is(open, '{')) return;
    const foreign = names.foreignOf(chain);
    const known = foreign !== undefined && CORE.test(foreign.from) && TABLE.test(foreign.members[0] ?? '');
    const member = chain.links[index - 1];
    const inSchema = member?.does === 'member' && member.name === 'table';
    if (!known && index > 0 && !(inSchema && index === 1)) return;
    const table = readText(names, name);
    if (table === undefined || table.length !== 1) return;
    const found = this.#columns(open);
    if (!known && !found.sure && shape === undefined) return;
    if (found.columns.length + found.bases.length === 0) return;
    const [text] = table;
    const within = known ? undefined : names.refOfChain(chain, inSchema ? index - 1 : index);
    this.#findings.models.push({
      ref: this.#holders.get(chain.from) ?? `Table~${chain.head}`,
      library: 'drizzle',
      ...(typeof text === 'string'
        ? { table: text, ...(within !== undefined && { within }) }
        : { table: '', ...(text !== undefined && { within: text.ref }) }),
      bases: found.bases,
      columns: found.columns,
      ...source.lines({ from: chain.from, to: chain.to }),
      body: third === undefined ? '' : source.hash(third),
    });
  }

  /** Columns that several tables take in by `...timestamps`. */
  #shared(ref: Ref, open: number | undefined): void {
    if (open === undefined || !this.#names.source.is(open, '{')) return;
    const { columns, bases, sure } = this.#columns(open);
    if (!sure && bases.length === 0) return;
    const lines = this.#names.source.lines({ from: open, to: this.#names.source.after(open) });
    this.#findings.models.push({
      ref,
      library: 'drizzle',
      role: 'abstract',
      bases,
      columns,
      ...lines,
      body: '',
    });
  }

  #columns(open: number): Columns {
    const names = this.#names;
    const { source } = names;
    const columns: ModelColumn[] = [];
    const bases: Ref[] = [];
    let sure = false;
    for (const { from, to } of source.elements(open)) {
      if (!source.is(from, '...')) continue;
      const ref = names.refOf({ from: from + 1, to });
      if (ref !== undefined) bases.push(ref);
    }
    for (const { key, value } of names.properties(open)) {
      const found = this.#column(key, value);
      if (found === undefined) continue;
      columns.push(found.column);
      sure ||= found.sure;
    }
    return { columns, bases, sure };
  }

  #column(
    key: string,
    value: Range,
    depth = 0,
  ): { readonly column: ModelColumn; readonly sure: boolean } | undefined {
    const names = this.#names;
    const { source, scopes } = names;
    const chain = names.chainOf(value);
    if (chain === undefined || source.is(value.from, '...')) return undefined;
    const first = chain.links.findIndex(({ does }) => does === 'call');
    const call = chain.links[first];
    if (first === -1) {
      // `{ id }` of a column that stands elsewhere in this source.
      const binding =
        chain.links.length === 0 ? scopes.find(source.word(chain.head) ?? '', chain.head) : undefined;
      return binding?.value === undefined || depth > 0 ? undefined : this.#column(key, binding.value, 1);
    }
    if (call?.does !== 'call' || call.open === undefined) return undefined;
    const foreign = names.foreignOf(chain);
    const last = chain.links[first - 1];
    const made = last?.does === 'member' ? last.name : source.at(chain.head).text;
    const isCore = foreign !== undefined && CORE.test(foreign.from);
    if (isCore && NO_COLUMN.test(made)) return undefined;
    const [one, ...others] = source.elements(call.open);
    const written = one !== undefined && source.at(one.from).kind === 'string' && one.to === one.from + 1;
    const types = [
      made,
      ...(written || one === undefined ? others : [one, ...others]).map((range) => source.hash(range)),
    ];
    const rest: string[] = [];
    let required = COUNTED.test(made);
    for (let at = first + 1; at < chain.links.length; at += 1) {
      const [link, next] = [chain.links[at], chain.links[at + 1]];
      if (link?.does !== 'member') continue;
      const end = next?.does === 'call' && next.open !== undefined ? source.after(next.open) : link.at + 1;
      if (link.name === 'notNull') required = true;
      else if (link.name === 'array') types.push('[]');
      else if (link.name !== '$type') rest.push(source.hash({ from: link.at, to: end }));
      if (link.name === 'primaryKey') required = true;
    }
    const name = written && one !== undefined ? source.at(one.from).text : undefined;
    const column = {
      name: name ?? key,
      ...(name === undefined && { implied: true as const }),
      ...source.lines({
        from: Math.max(0, value.from - (source.is(value.from - 1, ':') ? 2 : 0)),
        to: chain.to,
      }),
      type: hashText(types.join(' ')),
      required,
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
    return { column, sure: isCore };
  }
}

/** https://orm.drizzle.team: tables as values. */
export const drizzle: JavaScriptPack = {
  name: 'drizzle',
  family: 'javascript',
  read(names, findings) {
    if (names.scopes.bindings.some(({ import: found }) => found !== undefined && FROM.test(found.from)))
      new DrizzleReader(names, findings).run();
  },
};
