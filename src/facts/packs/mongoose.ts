import type { Model, ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Chain } from '../javascript/chains.ts';
import { type ClassShape, readMembers } from '../javascript/classes.ts';
import { type Decorator, decoratorsOf, readDecorator } from '../javascript/decorators.ts';
import { basesOf } from '../javascript/heritage.ts';
import { holdersOf } from '../javascript/holders.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { Range } from '../javascript/source.ts';
import { literalText } from '../javascript/up-functions.ts';
import type { JavaScriptPack } from './pack.ts';
import { optionsOf } from './sequelize-columns.ts';

const FROM = /^(mongoose|@nestjs\/mongoose|@typegoose\/typegoose)$/;
const PROPERTY = /^(Prop|prop)$/;
/** What makes a schema of a class. */
const OF_CLASS = /^(createForClass|buildSchema)$/;
/** Options of a field that say what it holds. */
const OF_TYPE = /^(type|enum|ref|refPath|of)$/;
/** Options that say nothing of what is stored. */
const OF_NONE =
  /^(required|validate|match|get|set|select|trim|lowercase|uppercase|alias|min|max|minlength|maxlength|minLength|maxLength|immutable)$/;

type Options = ReadonlyMap<string, Range>;

function isOfMongoose({ foreign }: Decorator): boolean {
  return foreign !== undefined && FROM.test(foreign.from);
}

/** Reads the schemas of one source, and the collections they are used for. */
class SchemaReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #holders: ReadonlyMap<number, Ref>;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#holders = holdersOf(names);
  }

  run(): void {
    const { chains, scopes } = this.#names;
    for (const shape of scopes.classes) this.#class(shape);
    for (const chain of chains) this.#schema(chain);
    for (const chain of chains) this.#model(chain);
  }

  /** Adds what collections may take their fields from: one by itself where it says what it is called. */
  #add(ref: Ref, collection: string | undefined, rest: Omit<Model, 'ref' | 'body'>): void {
    const role = collection === undefined ? { role: 'abstract' as const } : { table: collection };
    this.#findings.models.push({ ref, ...role, ...rest, body: '' });
  }

  #class(shape: ClassShape): void {
    const names = this.#names;
    const { source } = names;
    const decorators = decoratorsOf(names, shape).filter(isOfMongoose);
    const columns = readMembers(source, shape, names.shapes).flatMap((member) => {
      for (const range of member.decorators) {
        const found = readDecorator(names, range);
        if (!isOfMongoose(found) || !PROPERTY.test(found.name)) continue;
        return [this.#column(member.name, found.values[0], member.range, member.type)];
      }
      return [];
    });
    if (columns.length === 0 && decorators.length === 0) return;
    const options = optionsOf(names, decorators[0]?.values[0]);
    const nested = optionsOf(names, options.get('schemaOptions'));
    const collection = literalText(names, options.get('collection') ?? nested.get('collection'));
    const lines = source.lines({ from: decorators[0]?.range.from ?? shape.from, to: shape.body.to });
    this.#add(names.classRef(shape), collection, { bases: basesOf(names, shape), columns, ...lines });
  }

  /** `new Schema({ … }, { collection: 'users' })`, `SchemaFactory.createForClass(User)`. */
  #schema(chain: Chain): void {
    const names = this.#names;
    const { source } = names;
    const foreign = names.foreignOf(chain);
    const call = foreign && chain.links[foreign.next];
    if (foreign === undefined || !FROM.test(foreign.from) || call?.does !== 'call' || call.open === undefined)
      return;
    const made = foreign.members.at(-1) ?? '';
    const ref = this.#holders.get(chain.from) ?? `Schema~${chain.head}`;
    const [first, second] = source.elements(call.open);
    const range = { from: chain.from, to: chain.to };
    if (first === undefined) return;
    if (OF_CLASS.test(made)) {
      const of = names.refOf(first);
      if (of === undefined) return;
      names.settle(chain, ref);
      this.#findings.models.push({ ref, bases: [of], columns: [], ...source.lines(range), body: '' });
    } else if (made === 'getModelForClass')
      this.#collection(source.word(first.from), first, undefined, range);
    else if (made === 'Schema' && source.is(chain.head - 1, 'new')) {
      names.settle(chain, ref);
      const collection = literalText(names, optionsOf(names, second).get('collection'));
      this.#add(ref, collection, { ...this.#fields(first), ...source.lines(range) });
    }
  }

  /** The fields of an object that is written here, or that a name of this source stands for. */
  #fields(value: Range): Pick<Model, 'columns' | 'bases'> {
    const { source, scopes } = this.#names;
    const word = value.to === value.from + 1 ? source.word(value.from) : undefined;
    const open = (word === undefined ? undefined : scopes.find(word, value.from)?.value?.from) ?? value.from;
    if (!source.is(open, '{')) return { columns: [], bases: [] };
    const columns = this.#names.properties(open).map(({ key, value: field }) => {
      const from = source.is(field.from - 1, ':') ? field.from - 2 : field.from;
      return this.#column(key, field, { from, to: field.to }, undefined);
    });
    return { columns, bases: [] };
  }

  #column(name: string, value: Range | undefined, range: Range, written: Range | undefined): ModelColumn {
    const { source } = this.#names;
    const options: Options =
      value !== undefined && source.is(value.from, '{') ? optionsOf(this.#names, value) : new Map();
    const types: string[] = [];
    const rest: string[] = [];
    if (value !== undefined && !options.has('type') && !(written !== undefined && options.size > 0))
      types.push(source.hash(value));
    if (written !== undefined && !options.has('type')) types.push(source.hash(written));
    for (const [key, found] of options) {
      if (OF_TYPE.test(key)) types.push(`${key} ${source.hash(found)}`);
      else if (!OF_NONE.test(key) && (options.has('type') || written !== undefined))
        rest.push(`${key} ${source.hash(found)}`);
    }
    const demanded = options.get('required');
    const first = demanded === undefined ? -1 : demanded.from + (source.is(demanded.from, '[') ? 1 : 0);
    return {
      name,
      ...source.lines(range),
      type: hashText(types.join(' ')),
      required: demanded !== undefined && !source.is(first, 'false'),
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
  }

  /** `mongoose.model('User', userSchema)`, `MongooseModule.forFeature([{ name: User.name, schema: UserSchema }])`. */
  #model(chain: Chain): void {
    const names = this.#names;
    const { source } = names;
    const index = chain.links.findIndex(({ does }) => does === 'call');
    const call = chain.links[index];
    if (call?.does !== 'call' || call.open === undefined) return;
    const last = chain.links[index - 1];
    const called = last?.does === 'member' ? last.name : (names.foreignOf(chain)?.members.at(-1) ?? '');
    const values = source.elements(call.open);
    const range = { from: chain.from, to: source.after(call.open) };
    if (called === 'model') {
      const [name, schema, collection] = values;
      if (name !== undefined && schema !== undefined)
        this.#collection(this.#nameOf(name), schema, literalText(names, collection), range);
    } else if (/^forFeature(Async)?$/.test(called) && source.is(chain.head, 'MongooseModule')) {
      const [list] = values;
      for (const one of list !== undefined && source.is(list.from, '[') ? source.elements(list.from) : []) {
        const options = optionsOf(names, one);
        const name = options.get('name');
        if (name === undefined) continue;
        const schema = options.get('schema') ?? { from: name.from, to: name.from + 1 };
        this.#collection(this.#nameOf(name), schema, literalText(names, options.get('collection')), one);
      }
    }
  }

  /** `'User'`, `User.name`, a constant of this source. */
  #nameOf(value: Range): string | undefined {
    const { source } = this.#names;
    const ofClass = value.to === value.from + 3 && source.is(value.from + 2, 'name');
    return ofClass ? source.word(value.from) : literalText(this.#names, value);
  }

  #collection(name: string | undefined, schema: Range, written: string | undefined, range: Range): void {
    const of = this.#names.refOf(schema);
    if (name === undefined || of === undefined || /[^\w$-]/.test(name)) return;
    this.#findings.models.push({
      ref: `collection~${range.from}.${name}`,
      ...(written === undefined ? { naming: 'collections' as const } : { table: written }),
      bases: [of],
      columns: [],
      ...this.#names.source.lines(range),
      body: '',
    });
  }
}

/** https://mongoosejs.com, also as NestJS and Typegoose have it: collections of documents as tables, fields as columns. */
export const mongoose: JavaScriptPack = {
  name: 'mongoose',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    if (!source.mayMention('mongoose') && !source.mayMention('typegoose')) return;
    if (source.mayMatch(/['"](mongoose|@nestjs\/mongoose|@typegoose\/typegoose)['"]/))
      new SchemaReader(names, findings).run();
  },
};
