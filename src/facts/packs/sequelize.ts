import type { Model, ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { afterAngles } from '../javascript/types.ts';
import { literalText } from '../javascript/up-functions.ts';
import { snakeCaseOf } from '../naming.ts';
import type { JavaScriptPack } from './pack.ts';
import { columnOf, isTrue, isVirtual, optionsOf, tableName } from './sequelize-columns.ts';
import { readTableClasses } from './sequelize-typescript.ts';

type Options = ReadonlyMap<string, Range>;

/** What types of columns are members of. */
const TYPES = /^(DataTypes?|Sequelize)$/;

/** A model, with what its columns get from other calls. */
interface Found {
  readonly model: Omit<Model, 'columns'>;
  readonly columns: ModelColumn[];
  readonly underscored: boolean;
}

/** Reads the models that calls of one source define. */
class ModelReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  /** By the name of the class or variable that a model is. */
  readonly #found = new Map<Ref, Found>();
  /** Variables by the token that the call which they hold names. */
  readonly #holders = new Map<number, Ref>();

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    const { source, scopes } = this.#names;
    for (const { ref, value } of scopes.bindings) {
      const chain = value && this.#names.chainOf(value);
      for (const link of chain?.links ?? []) if (link.does === 'member') this.#holders.set(link.at, ref);
    }
    this.#calls(/^(define|init)$/, (at, values) => {
      if (source.is(at, 'define')) this.#define(at, values);
      else this.#init(at, values);
    });
    this.#calls(/^belongsTo$/, (at, values) => this.#belongs(at, values));
    for (const { model, columns } of this.#found.values()) this.#findings.models.push({ ...model, columns });
  }

  #calls(name: RegExp, read: (at: number, values: readonly Range[]) => void): void {
    const { source } = this.#names;
    for (let at = 2; at < source.tokens.length; at++) {
      if (!source.is(at - 1, '.') || !name.test(source.at(at).text)) continue;
      const open = source.is(at + 1, '<') ? afterAngles(source, at + 1) : at + 1;
      if (source.is(open, '(')) read(at, source.elements(open));
    }
  }

  /** `sequelize.define('user', { … }, { … })` */
  #define(at: number, [name, attributes, options]: readonly Range[]): void {
    const model = literalText(this.#names, name);
    const columns = attributes && membersOf(this.#names, attributes);
    if (
      model === undefined ||
      columns === undefined ||
      ![...columns.values()].some((one) => this.#isTyped(one))
    )
      return;
    this.#add(this.#holders.get(at) ?? `define~${at}`, at, model, columns, optionsOf(this.#names, options));
  }

  /** `User.init({ … }, { sequelize })`, `super.init({ … }, { sequelize })` */
  #init(at: number, [attributes, given]: readonly Range[]): void {
    const owner = this.#owner(at);
    const columns = attributes && membersOf(this.#names, attributes);
    const options = optionsOf(this.#names, given);
    if (owner === undefined || columns === undefined) return;
    if (!options.has('sequelize') && ![...columns.values()].some((one) => this.#isTyped(one))) return;
    this.#add(owner, at, owner.replace(/~\d+$/, ''), columns, options);
  }

  /** The class or variable that a method is called on. */
  #owner(at: number): Ref | undefined {
    const { source, scopes } = this.#names;
    const word = source.word(at - 2);
    if (word === 'super' || word === 'this') {
      const shape = scopes.classAt(at);
      return shape && this.#names.classRef(shape);
    }
    return word === undefined || source.is(at - 3, '.') ? undefined : scopes.find(word, at - 2)?.ref;
  }

  #isTyped({ from, to }: Range): boolean {
    const { source } = this.#names;
    for (let at = from; at < to; at++)
      if (TYPES.test(source.at(at).text) && source.is(at + 1, '.')) return true;
    return false;
  }

  #add(ref: Ref, at: number, name: string, attributes: Options, options: Options): void {
    const names = this.#names;
    const table = tableName(names, options, name);
    if (table === undefined) return;
    const underscored = isTrue(names, options.get('underscored'));
    const columns = [...attributes].flatMap(([key, value]) => this.#column(key, value, underscored) ?? []);
    const indexes = options.get('indexes');
    const open = names.source.is(at + 1, '<') ? afterAngles(names.source, at + 1) : at + 1;
    this.#found.set(ref, {
      model: {
        ref: `${ref}.model`,
        library: 'sequelize',
        table,
        bases: [],
        ...names.source.lines({ from: at - 2, to: names.source.after(open) }),
        body: indexes === undefined ? '' : names.source.hash(indexes),
      },
      columns,
      underscored,
    });
  }

  #column(key: string, value: Range, underscored: boolean): ModelColumn | undefined {
    const options = membersOf(this.#names, value);
    const lines = { from: Math.max(value.from - 2, 0), to: value.to };
    if (options !== undefined) return columnOf(this.#names, key, options, lines, underscored);
    if (isVirtual(this.#names, value)) return undefined;
    return columnOf(this.#names, key, new Map([['type', value]]), lines, underscored);
  }

  /** `Post.belongsTo(models.User, { foreignKey: 'authorId' })` puts a column into the table of posts. */
  #belongs(at: number, [target, given]: readonly Range[]): void {
    const names = this.#names;
    const found = this.#found.get(this.#owner(at) ?? '');
    if (found === undefined || target === undefined) return;
    const options = optionsOf(names, given);
    const foreignKey = options.get('foreignKey');
    const described = foreignKey && membersOf(names, foreignKey);
    const called = literalText(names, options.get('as')) ?? names.source.at(target.to - 1).text;
    const implied = `${called.slice(0, 1).toLowerCase()}${called.slice(1)}Id`;
    const key = literalText(names, described === undefined ? foreignKey : described.get('name'));
    if (foreignKey !== undefined && key === undefined && described?.has('field') !== true) return;
    const lines = { from: at - 2, to: target.to };
    const column = columnOf(names, key ?? implied, described ?? new Map(), lines, found.underscored, {
      types: ['reference'],
      rest: [hashText(called)],
    });
    if (column !== undefined && !found.columns.some(({ name }) => name === column.name))
      found.columns.push(column);
  }
}

/** Tells whether what a source says of all models is that names are underscored: `new Sequelize(…, { define: { underscored: true } })`. */
function underscoresAll({ source }: JavaScriptNames): boolean {
  for (let at = 0; at + 2 < source.tokens.length; at++) {
    if (!source.is(at, 'define') || !source.is(at + 1, ':') || !source.is(at + 2, '{')) continue;
    for (let inner = at + 3; inner < source.after(at + 2); inner++)
      if (source.is(inner, 'underscored') && source.is(inner + 2, 'true')) return true;
  }
  return false;
}

/** https://sequelize.org: models by `define`, `init` and the decorators of sequelize-typescript, as tables. */
export const sequelize: JavaScriptPack = {
  name: 'sequelize',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    if (!source.mayMatch(/sequelize|datatypes?/i)) return;
    if (!source.tokens.some(({ text }) => /sequelize|^DataTypes?$/i.test(text))) return;
    if (underscoresAll(names)) findings.constants.set(snakeCaseOf('sequelize'), ['']);
    new ModelReader(names, findings).run();
    readTableClasses(names, findings);
  },
};
