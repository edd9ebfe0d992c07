import type { Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import { signOf } from '../lexer/javascript-signs.ts';
import type { Chain } from './chains.ts';
import { type JavaScriptNames, stepsOf } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';
import { readText } from './written-text.ts';

/** A module out of many, whose name is computed. */
export interface Loaded {
  /** How they are called, from the directory of this file on: `*` stands for what is computed. */
  readonly files: string;
  /** What of the module is meant, `*` being the module. */
  readonly ref: Ref;
  /** The variable that has the name of a file. */
  readonly file: Binding;
}

/** A directory with what begins the name of a file, and the variable that goes on with it. */
interface Named {
  readonly text: string;
  readonly file?: Binding;
}

/** A source without these loads nothing by a computed name. */
const LOOK = /\b(?:require|import)\s*\(\s*(?!\s)(?:[^'"\s)]|(['"])[^'"]*\1\s*[+,])/;
/** Packages that hand an app to what the modules of some directories export: `consign().include('routes').into(app)`. */
const INTO = /^(consign|express-load)$/;
const DIRECTORY_OF = /^(include|then)$/;
const [REQUIRE, IMPORT] = [signOf('require'), signOf('import')];
const DEEPEST = 4;
/** What is done to the name of a file, and what takes it apart. */
const OF_NAME = /^(split|replace|replaceAll|slice|substr|substring)$/;
const PARSES = /^(parse|basename)$/;
/** Longer expressions name no file. */
const LONGEST = 40;
/** What takes the extension from the name of a file `F`, or all behind its first dot. */
const STEM =
  /^F\.split\(\.(,\d+)?\)(\[0\]|\.shift\(\)|\.at\(0\))$|^F\.(slice|substr|substring)\(0,F\.indexOf\(\.\)\)$/;
const WITHOUT_EXTENSION =
  /^(path\.)?(parse\(F\)\.name|basename\(F,((path\.)?extname\(F\)|\.[jt]s)\))$|^F\.(slice|substr|substring)\(0,(-\d|F\.lastIndexOf\(\.\)|F\.length-\d)\)$|^F\.replace\((\/?\\?\.(\w|\(\w+(\|\w+)*\)|\[\w+\]|\\w)+\+?\$?\/?[a-z]?|(path\.)?extname\(F\)),\)$/;
const WITHOUT_TEXT = /^F\.replace\(([\w.-]+),\)$|^(?:path\.)?basename\(F,([\w.-]+)\)$/;

/** Reads modules that are loaded by the names of the files of a directory. */
export class LoadedFiles {
  readonly #names: JavaScriptNames;
  readonly #any: boolean;

  constructor(names: JavaScriptNames) {
    this.#names = names;
    this.#any = names.source.mayMatch(LOOK);
  }

  /** What a value is of a module that is loaded by a computed name: `require('./' + file)`, or a variable that holds it. */
  of(value: Range, depth = 0): Loaded | undefined {
    if (!this.#any || depth > DEEPEST) return undefined;
    const { source } = this.#names;
    const start = source.is(value.from, 'await') ? value.from + 1 : value.from;
    // `(await import(path)).default`
    if (source.is(start, '(') && source.is(start + 1, 'await')) {
      const end = source.after(start);
      const inner = this.of({ from: start + 1, to: end - 1 }, depth + 1);
      const member = source.is(end, '.') && value.to === end + 2 ? source.word(end + 1) : undefined;
      if (inner === undefined || (value.to > end && member === undefined)) return undefined;
      return member === undefined ? inner : { ...inner, ref: `${inner.ref}.${member}` };
    }
    const chain = this.#names.chainOf({ from: value.from, to: value.from });
    return chain !== undefined && chain.to >= value.to
      ? this.ofChain(chain, chain.links.length, depth)
      : undefined;
  }

  /** The same of what a chain stands for in front of a link. */
  ofChain(chain: Chain, upTo: number, depth = 0): Loaded | undefined {
    if (!this.#any) return undefined;
    const { source, scopes } = this.#names;
    const sign = source.sign(chain.head);
    const [call] = chain.links;
    if (sign === REQUIRE || sign === IMPORT) {
      if (call?.does !== 'call' || call.open === undefined || upTo < 1) return undefined;
      const [name] = source.elements(call.open);
      const found = name && this.#fileOf(name);
      return found && { ...found, ref: `*${stepsOf(chain.links, 1, upTo)}` };
    }
    const word = source.word(chain.head);
    const binding = word === undefined ? undefined : scopes.find(word, chain.head);
    const given = binding?.parameter;
    const held = given ? this.#awaited(given, depth) : binding?.value && this.of(binding.value, depth + 1);
    const name = given ? given.member : binding?.member;
    const member = name === undefined ? '' : `.${name}`;
    return held && { ...held, ref: held.ref + member + stepsOf(chain.links, 0, upTo) };
  }

  /** Where `consign({ cwd: 'app' }).include('routes').then('models').into(app)` loads from, and what it hands the app to. */
  into(chain: Chain): { readonly on: Range; readonly files: readonly string[] } | undefined {
    const { source } = this.#names;
    const last = chain.links.at(-1);
    const name = chain.links.at(-2);
    if (last?.does !== 'call' || last.open === undefined || name?.does !== 'member' || name.name !== 'into')
      return undefined;
    const foreign = this.#names.foreignOf(chain);
    if (foreign === undefined || !INTO.test(foreign.from)) return undefined;
    const texts: string[] = [];
    let below = '';
    for (const [index, link] of chain.links.entries()) {
      const before = chain.links[index - 1];
      if (link.does !== 'call' || link.open === undefined) continue;
      for (const value of source.elements(link.open)) {
        const cwd = source.is(value.from, '{')
          ? this.#names.properties(value.from).find(({ key }) => key === 'cwd')?.value
          : undefined;
        if (cwd !== undefined && source.at(cwd.from).kind === 'string')
          below = `${source.at(cwd.from).text}/`;
        const { kind, text } = source.at(value.from);
        const isFirst = before?.does !== 'member' || DIRECTORY_OF.test(before.name);
        if (kind === 'string' && isFirst && value.to === value.from + 1)
          texts.push(text.replace(/^\.?\//, ''));
      }
    }
    const [on] = source.elements(last.open);
    // They begin where the program is started: here, or above.
    const files = texts.flatMap((text) => ['./', '../'].map((up) => `${up}${below}${text}/*`));
    return on && { on, files: files.filter((path) => path.split('*').length === 2) };
  }

  /** `import(path).then((module) => …)` */
  #awaited({ of, index }: NonNullable<Binding['parameter']>, depth: number): Loaded | undefined {
    const { source } = this.#names;
    const open = of.from - 1;
    if (index !== 0 || !source.is(open, '(') || !source.is(open - 1, 'then') || !source.is(open - 3, ')'))
      return undefined;
    const from = (source.partner[open - 3] ?? 0) - 1;
    const chain = source.sign(from) === IMPORT ? this.#names.chainOf({ from, to: from }) : undefined;
    return chain && this.ofChain(chain, 1, depth + 1);
  }

  /** The modules that a computed name may mean: `path.join(__dirname, 'routes', file)`. */
  #fileOf(value: Range): Omit<Loaded, 'ref'> | undefined {
    const named = this.#named(value, 0);
    if (named?.file === undefined || !/^\.{1,2}\//.test(named.text) || named.text.split('*').length !== 2)
      return undefined;
    return { files: named.text, file: named.file };
  }

  #named({ from, to }: Range, depth: number): Named | undefined {
    if (to - from > LONGEST || depth > DEEPEST) return undefined;
    const { source, scopes } = this.#names;
    let text = '';
    let file: Binding | undefined;
    let here = false;
    for (let at = from; at < to; at++) {
      const { kind, text: word } = source.at(at);
      if (kind === 'string' || kind === 'template') text += word;
      else if (word === ',') text += '/';
      else if (word === '__dirname' || (word === 'import' && source.is(at + 1, '.'))) here = true;
      if (kind !== 'name' || source.is(at - 1, '.')) continue;
      const chain = this.#names.chainOf({ from: at, to: at });
      const taken = chain && this.#takenFrom(chain);
      const binding = taken ?? scopes.find(word, at);
      if (taken === undefined && (binding === undefined || source.is(at + 1, '.') || source.is(at + 1, '(')))
        continue;
      const { value, member, loop } = (taken === undefined ? binding : undefined) ?? {};
      const inner =
        value === undefined || member !== undefined || loop !== undefined
          ? undefined
          : this.#named(value, depth + 1);
      if (inner !== undefined && inner.text !== '') {
        text += inner.text;
        file ??= inner.file;
      } else {
        if (file !== undefined) return undefined;
        file = binding;
        text += '*';
      }
      if (taken !== undefined && chain !== undefined) at = chain.to - 1;
    }
    const path = (here ? `./${text}` : text).replace(/\/{2,}/g, '/').replace(/^\.\/(?=\.\.?\/)/, '');
    return { text: path, ...(file && { file }) };
  }

  /** The variable with the name of a file that a chain takes a part of: `file.split('.')[0]`, `path.parse(file).name`. */
  #takenFrom(chain: Chain): Binding | undefined {
    const { source, scopes } = this.#names;
    for (const [index, link] of chain.links.entries()) {
      if (link.does !== 'member') continue;
      const call = chain.links[index + 1];
      if (call?.does !== 'call' || call.open === undefined) continue;
      const of = OF_NAME.test(link.name) ? chain.head : PARSES.test(link.name) ? call.open + 1 : undefined;
      const word = of === undefined ? undefined : source.word(of);
      if (of !== undefined && word !== undefined) return scopes.find(word, of);
    }
    return undefined;
  }

  /** A path that may have the name of the file in it; undefined where it cannot be read. */
  path(value: Range, { file }: Loaded): WrittenText | undefined {
    return readText(this.#names, value, undefined, (range) => this.#nameIn(range, file, 0));
  }

  /** What an expression takes of the name of a file: `file.split('.')[0]`. */
  #nameIn(range: Range, file: Binding, depth: number): TextPart | undefined {
    if (range.to - range.from > LONGEST || depth > DEEPEST) return undefined;
    const { source, scopes } = this.#names;
    const word = range.to === range.from + 1 ? source.word(range.from) : undefined;
    const binding = word === undefined ? undefined : scopes.find(word, range.from);
    if (binding !== undefined && binding !== file) {
      if (binding.value === undefined) return undefined;
      // `const [name] = file.split('.')`, `const { name } = path.parse(file)`
      const member =
        binding.member === undefined
          ? ''
          : /^\d+$/.test(binding.member)
            ? `[${binding.member}]`
            : `.${binding.member}`;
      return member === ''
        ? this.#nameIn(binding.value, file, depth + 1)
        : this.#nameOf(this.#written(binding.value, file) + member);
    }
    return this.#nameOf(this.#written(range, file)) ?? this.#nameGiven(range, file, depth);
  }

  /** `nameOf(file)`: what a function of this source makes of it. */
  #nameGiven(range: Range, file: Binding, depth: number): TextPart | undefined {
    const { source, scopes } = this.#names;
    const open = range.from + 1;
    const word = source.word(range.from);
    const called = word === undefined || !source.is(open, '(') ? undefined : scopes.find(word, range.from);
    const shape = called?.shape ?? this.#names.functionAt(called?.value);
    if (shape === undefined || scopes.find(source.word(open + 1) ?? '', open + 1) !== file) return undefined;
    const body = scopes.bodyOf(shape);
    const own = scopes.bindings.find(({ parameter }) => parameter?.of === shape && parameter.index === 0);
    if (own === undefined) return undefined;
    if (shape.expression) return this.#nameIn(body, own, depth + 1);
    for (let at = body.from + 1; at < body.to; at = source.after(at))
      if (source.is(at, 'return'))
        return this.#nameIn({ from: at + 1, to: source.endOfExpression(at + 1) }, own, depth + 1);
    return undefined;
  }

  /** An expression as one text, with `F` for the name of the file. */
  #written({ from, to }: Range, file: Binding): string {
    const { source, scopes } = this.#names;
    let written = '';
    for (let at = from; at < to && at - from < LONGEST; at++) {
      const { kind, text } = source.at(at);
      const own = kind === 'name' && !source.is(at - 1, '.') && scopes.find(text, at) === file;
      written += own ? 'F' : text;
    }
    return written;
  }

  #nameOf(written: string): TextPart | undefined {
    if (written === 'F' || STEM.test(written)) return { ref: '*' };
    if (WITHOUT_EXTENSION.test(written)) return { ref: '*.' };
    const [, replaced, end] = WITHOUT_TEXT.exec(written) ?? [];
    const without = replaced ?? end;
    return without === undefined ? undefined : { ref: `*-${without}` };
  }
}
