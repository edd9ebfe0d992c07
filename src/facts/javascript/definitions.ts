import type { Definition } from '../file-facts/names.ts';
import { signSet } from '../lexer/javascript-signs.ts';
import { type ClassShape, readClass, readDecorators, readMembers } from './classes.ts';
import { type FunctionShape, readPattern } from './functions.ts';
import type { JavaScriptNames } from './names.ts';
import type { JavaScriptSource, Range } from './source.ts';
import { afterAngles, afterType } from './types.ts';

/** What one declaration defines, and where it ends. */
export interface Declaration {
  readonly names: readonly string[];
  readonly definitions: readonly Definition[];
  readonly to: number;
}

const SHAPES: ReadonlySet<string> = new Set(['type', 'interface', 'enum', 'namespace', 'module']);
const LEADING: ReadonlySet<string> = new Set(['declare', 'abstract', 'async']);
/** More of them than stand in front of anything. */
const MOST_LEADING = 5;
/** What a declaration may begin with. */
export const DECLARES = signSet([...SHAPES, ...LEADING, 'const', 'let', 'var', 'class', 'function', '@']);

/** Everything of a function but its name and its body. */
function signatureOf(source: JavaScriptSource, from: number, { parameters, body }: FunctionShape): string {
  const words: Range[] = source.is(from, 'async') ? [{ from, to: from + 1 }] : [];
  // An arrow's sign and a function's word say nothing to callers.
  const to = source.is(body.from - 1, '=>') ? body.from - 1 : body.from;
  return source.hash(...words, { from: parameters, to });
}

function membersOf(names: JavaScriptNames, name: string, shape: ClassShape): Definition[] {
  const { source } = names;
  const visible: Range[] = [];
  const hidden: Range[] = [...shape.decorators];
  const methods: Definition[] = [];
  for (const member of readMembers(source, shape, names.shapes)) {
    const found = member.shape ?? names.functionAt(member.value);
    const isPrivate = member.modifiers.has('private') || member.name.startsWith('#');
    if (member.name === 'constructor') {
      const { range } = member;
      const body = found?.body.from ?? range.to;
      visible.push({ from: range.from, to: body });
      hidden.push({ from: body, to: range.to });
    } else if (found !== undefined || member.method) {
      const body = found?.body.from ?? member.range.to;
      const front = { from: member.range.from, to: member.nameAt };
      const head = { from: member.nameAt + 1, to: source.is(body - 1, '=>') ? body - 1 : body };
      methods.push({
        name: `${name}.${member.name}`,
        ...source.lines(member.range),
        // Without its name, so that it is known where it goes by another one.
        contract: source.hash(front, head),
        body: source.hash({ from: body, to: member.range.to }),
        ...(isPrivate && { inner: true }),
      });
    } else (isPrivate ? hidden : visible).push(member.range);
  }
  const whole = { from: shape.from, to: shape.body.to };
  return [
    {
      name,
      ...source.lines(whole),
      contract: source.hash(shape.heritage, ...visible),
      body: source.hash(...hidden),
    },
    ...methods,
  ];
}

/** Functions that are members of an object are no symbols, but handlers may be among them. */
function objectMembers(names: JavaScriptNames, name: string, open: number): Definition[] {
  return names.properties(open).flatMap(({ key, value }) => {
    const shape = names.functionAt(value) ?? names.shapes.get(value.from);
    if (shape === undefined) return [];
    const range = { from: value.from, to: names.scopes.bodyOf(shape).to };
    const body = { from: shape.body.from, to: range.to };
    const contract = signatureOf(names.source, value.from, shape);
    return [
      {
        name: `${name}.${key}`,
        ...names.source.lines(range),
        contract,
        body: names.source.hash(body),
        inner: true,
      },
    ];
  });
}

/** Defines a name by its value: what callers rely on is its type, parameters or keys. */
export function defineValue(
  names: JavaScriptNames,
  name: string,
  value: Range,
  { whole = value, type }: { readonly whole?: Range; readonly type?: Range } = {},
): Definition[] {
  const { source } = names;
  const lines = source.lines(whole);
  const typed = type === undefined ? '' : source.hash(type);
  const shape = names.functionAt(value);
  if (shape !== undefined) {
    const contract = `${typed}${signatureOf(source, value.from, shape)}`;
    return [{ name, ...lines, contract, body: source.hash({ from: shape.body.from, to: value.to }) }];
  }
  if (source.is(value.from, 'class')) {
    const found = readClass(source, value.from);
    if (found !== undefined) return membersOf(names, name, found);
  }
  const object = source.is(value.from, '{');
  const keys = object ? names.properties(value.from).map(({ key }) => key) : [];
  const contract = typed === '' ? keys.sort().join(' ') : typed;
  const own = { name, ...lines, contract, body: source.hash(value) };
  return object ? [own, ...objectMembers(names, name, value.from)] : [own];
}

function variables(names: JavaScriptNames, from: number, start: number): Declaration {
  const { source } = names;
  const definitions: Definition[] = [];
  const found: string[] = [];
  let at = start;
  for (let first = true; first || source.is(at - 1, ','); first = false) {
    const begin = at;
    const name = source.word(at);
    const pattern = source.is(at, '{') || source.is(at, '[') ? readPattern(source, at) : [];
    if (name === undefined && pattern.length === 0) break;
    at = source.after(at);
    if (source.is(at, '!')) at += 1;
    const type = source.is(at, ':') ? { from: at + 1, to: afterType(source, at + 1) } : undefined;
    at = type?.to ?? at;
    let value = { from: at, to: at };
    if (source.is(at, '=')) value = { from: at + 1, to: source.endOfExpression(at + 1) };
    at = value.to;
    const whole = { from: first ? from : begin, to: at };
    const locals = name === undefined ? pattern.map(([, local]) => local) : [name];
    for (const local of locals) {
      found.push(local);
      definitions.push(...defineValue(names, local, value, { whole, ...(type && { type }) }));
    }
    if (source.is(at, ',')) at += 1;
  }
  return { names: found, definitions, to: Math.max(at, start) };
}

/** The end of a type alias, interface, enum or namespace whose name stands at `name`. */
function endOfShape(source: JavaScriptSource, word: string, name: number): number {
  let at = name + 1;
  if (word === 'type') {
    if (source.is(at, '<')) at = afterAngles(source, at);
    return source.is(at, '=') ? source.endOfExpression(at + 1, 'type') : at;
  }
  while (at < source.tokens.length && !source.is(at, '{') && !source.is(at, ';') && !source.isCloser(at)) {
    at = source.is(at, '<') ? Math.max(afterAngles(source, at), at + 1) : source.after(at);
  }
  return source.is(at, '{') ? source.after(at) : at;
}

/** Reads the declaration that begins at `start`, with whatever stands before it from `from` on. */
export function readDeclaration(
  names: JavaScriptNames,
  from: number,
  start: number,
): Declaration | undefined {
  const { source } = names;
  const { ranges: decorators, to } = readDecorators(source, start);
  let at = to;
  while (at < to + MOST_LEADING && LEADING.has(source.at(at).text) && source.word(at + 1) !== undefined)
    at += 1;
  if (source.is(at, 'const') && source.is(at + 1, 'enum')) at += 1;
  const word = source.word(at);
  if (word === 'const' || word === 'let' || word === 'var') return variables(names, from, at + 1);
  if (word === 'class') {
    const shape = readClass(source, at, decorators);
    if (shape === undefined) return undefined;
    const name = shape.name ?? names.classRef(shape);
    const [own, ...members] = membersOf(names, name, shape);
    const definitions = own === undefined ? [] : [{ ...own, line: source.at(from).line }, ...members];
    return { names: [name], definitions, to: shape.body.to };
  }
  if (word === 'function') return functionDeclaration(names, from, at);
  if (word === undefined || !SHAPES.has(word)) return undefined;
  const name = source.word(at + 1);
  if (name === undefined) return undefined;
  const end = endOfShape(source, word, at + 1);
  const definition = {
    name,
    ...source.lines({ from, to: end }),
    contract: source.hash({ from: at, to: at + 1 }, { from: at + 2, to: end }),
    body: '',
  };
  return { names: [name], definitions: [definition], to: end };
}

function functionDeclaration(names: JavaScriptNames, from: number, at: number): Declaration {
  const { source } = names;
  const star = source.is(at + 1, '*') ? 1 : 0;
  const written = source.word(at + 1 + star);
  const shape = names.shapes.get(at);
  if (shape !== undefined) {
    const name = written ?? names.refOfShape(shape);
    const start = source.is(at - 1, 'async') ? at - 1 : at;
    const lines = source.lines({ from, to: shape.body.to });
    const contract = `${signatureOf(source, start, shape)}${'*'.repeat(star)}`;
    return {
      names: [name],
      definitions: [{ name, ...lines, contract, body: source.hash(shape.body) }],
      to: shape.body.to,
    };
  }
  // An overload, or a function declared without its body.
  let to = at + 2;
  if (source.is(to, '<')) to = afterAngles(source, to);
  const open = to;
  to = source.after(to);
  if (source.is(to, ':')) to = afterType(source, to + 1);
  if (written === undefined) return { names: [], definitions: [], to };
  const lines = source.lines({ from, to });
  const definition = { name: written, ...lines, contract: source.hash({ from: open, to }), body: '' };
  return { names: [written], definitions: [definition], to };
}
