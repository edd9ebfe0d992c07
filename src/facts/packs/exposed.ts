import type { ModelColumn } from '../file-facts/models.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { JavaClass, JavaField } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import { afterAngles } from '../kotlin/parts.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { JavaPack } from './pack.ts';

/** Tables of the library, and those that make a key by themselves. */
const TABLE = /^(\w*IdTable|UUIDTable|CompositeIdTable|IdTable|Table)$/;
const WITH_KEY = /^(Int|Long|UInt|ULong|UUID)(Id)?Table$/;
const OWN_TABLE = /Table$/;

/** Reads the tables of one source. */
class TableReader {
  readonly #names: JavaNames;
  readonly #findings: Findings;

  constructor(names: JavaNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    for (const found of this.#names.file.classes) if (found.kind === 'class') this.#class(found);
  }

  #class(found: JavaClass): void {
    const [parent] = found.supertypes;
    if (parent === undefined || !OWN_TABLE.test(parent)) return;
    const { source } = this.#names;
    const given = this.#given(found, parent);
    const columns = found.fields.flatMap((field) => this.#column(field));
    const { line } = source.lines(found.all);
    if (WITH_KEY.test(parent)) {
      const name = this.#text(given[1]) ?? 'id';
      columns.unshift({ name, line, endLine: line, type: hashText(parent), required: true, rest: '' });
    }
    const object = found.head.from >= 2 && source.is(found.head.from - 2, 'object');
    const [first] = given;
    // What a constructor is given, nobody knows here.
    const table = first === undefined ? found.name.replace(OWN_TABLE, '') : this.#text(first);
    this.#findings.models.push({
      ref: found.qualified,
      ...(object
        ? table === undefined
          ? { table: '', within: '~' }
          : { table }
        : { role: 'abstract' as const }),
      bases: TABLE.test(parent) ? [] : [this.#names.refOf(parent, found.outer)],
      columns,
      ...source.lines(found.all),
      body: source.hash(...found.others),
    });
  }

  /** What a table hands to the one that it is derived from. */
  #given({ head }: JavaClass, parent: string): readonly Range[] {
    const { source } = this.#names;
    const last = parent.slice(parent.lastIndexOf('.') + 1);
    for (let at = head.from; at < head.to; at++) {
      if (!source.is(at, last)) continue;
      const open = afterAngles(source, at + 1);
      return source.is(open, '(') ? source.elements(open) : [];
    }
    return [];
  }

  /** A text that is written out, perhaps behind the name of the parameter. */
  #text(value: Range | undefined): string | undefined {
    if (value === undefined) return undefined;
    const from = this.#names.source.is(value.from + 1, '=') ? value.from + 2 : value.from;
    const [text, ...more] = this.#names.textOf({ from, to: value.to }, undefined) ?? [];
    return typeof text === 'string' && more.length === 0 ? text : undefined;
  }

  /** `val email = varchar("email", 100).uniqueIndex().nullable()` */
  #column({ value, all }: JavaField): ModelColumn[] {
    const { source } = this.#names;
    const made = value && source.word(value.from);
    if (value === undefined || made === undefined) return [];
    const open = afterAngles(source, value.from + 1);
    const name = source.is(open, '(') ? this.#text(source.elements(open)[0]) : undefined;
    if (name === undefined) return [];
    const end = source.after(open);
    let optional = /^opt/.test(made);
    for (let at = end; at < value.to; at++) optional ||= source.is(at, 'nullable');
    const rest: string[] = [];
    for (let at = end; at < value.to; ) {
      const call = source.is(at + 2, '(') || source.is(at + 2, '{') ? source.after(at + 2) : at + 1;
      if (source.is(at, '.') && !source.is(at + 1, 'nullable'))
        rest.push(source.hash({ from: at, to: call }));
      at = call;
    }
    const more = source.elements(open).slice(1);
    // What a reference leads to is no matter of what may stand in it.
    const refers = /reference$/i.test(made);
    if (refers) rest.unshift(source.hash(...more));
    const type = source.hash({ from: value.from, to: open }, ...(refers ? [] : more));
    return [
      {
        name,
        ...source.lines(all),
        type,
        required: !optional,
        rest: rest.length === 0 ? '' : hashText(rest.join(' ')),
      },
    ];
  }
}

/** https://github.com/JetBrains/Exposed: tables as objects. */
export const exposed: JavaPack = {
  name: 'exposed',
  family: 'java',
  read(names, findings) {
    const about = names.file.imports.some(({ written }) => written.startsWith('org.jetbrains.exposed.'));
    if (about) new TableReader(names, findings).run();
  },
};
