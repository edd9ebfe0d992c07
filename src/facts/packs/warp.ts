import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { RustPaths, readChain } from '../rust/chains.ts';
import { keepConstant } from '../rust/constants.ts';
import { afterAngles, implemented, type RustItem, type RustItems } from '../rust/items.ts';

const VERB = /^(get|head|post|put|patch|delete|options)$/;
/** What makes an answer of what the filters in front of it took. */
const HANDLES = /^(map|and_then|then)$/;
const DEEPEST = 20;
/** More ways than the filters of one function have. */
const MOST = 300;
/** More filters one after the other than anybody writes: what is put behind itself grows twofold each time. */
const MOST_PARTS = 100;

/** One way through some filters. */
interface Way {
  readonly path: WrittenText;
  /** Something of it asks for a path. */
  readonly placed: boolean;
  readonly methods: readonly string[];
  readonly handler?: Range;
  /** What is asked for in front of the handler. */
  readonly asked?: Range;
  /** Functions of the tree that may give ways of their own. */
  readonly given: readonly Ref[];
  readonly place: Range;
}

type Locals = Map<string, readonly Way[]>;

/** Reads the filters that the functions of one source put together. */
class WarpReader {
  readonly #source: PlainSource;
  readonly #items: RustItems;
  readonly #findings: Findings;
  readonly #paths: RustPaths;
  #front = '';

  constructor(source: PlainSource, items: RustItems, findings: Findings) {
    this.#source = source;
    this.#items = items;
    this.#findings = findings;
    this.#paths = new RustPaths(source, findings);
  }

  read(items: readonly RustItem[], front = '', depth = 0): void {
    const source = this.#source;
    for (const item of depth > DEEPEST ? [] : items) {
      const { kind, name, open } = item;
      keepConstant(source, this.#findings, item, front);
      if (open === undefined) continue;
      const body = source.inside(open);
      this.#front = front;
      if (kind === 'fn') this.#function(`${front}${name}()`, body);
      else if (kind === 'mod') this.read(this.#items.read(body), `${front}${name}.`, depth + 1);
      else if (kind === 'impl') {
        const type = implemented(source, item).name;
        if (type !== undefined) this.read(this.#items.read(body), `${front}${type}.`, depth + 1);
      }
    }
  }

  #function(made: Ref, { from, to }: Range): void {
    const source = this.#source;
    const locals: Locals = new Map();
    let last: Range | undefined;
    for (let at = from; at < to; ) {
      const end = source.find({ from: at, to }, ';');
      const name = source.is(at, 'let') ? (source.is(at + 1, 'mut') ? at + 2 : at + 1) : undefined;
      const equals = name === undefined ? end : source.find({ from: name, to: end }, '=');
      const held = name === undefined ? undefined : source.word(name);
      if (held !== undefined && equals < end)
        locals.set(held, this.#ways({ from: equals + 1, to: end }, locals));
      else last = { from: source.is(at, 'return') ? at + 1 : at, to: end };
      at = Math.max(end, at) + 1;
    }
    for (let at = from; at < to; at++) {
      const [served] = source.is(at, 'serve') && source.is(at + 1, '(') ? source.elements(at + 1) : [];
      if (served !== undefined) this.#serve(`serve~${at}`, this.#ways(served, locals), true);
    }
    if (last !== undefined && last.to >= to && !source.is(to - 1, ';'))
      this.#serve(made, this.#ways(last, locals), false);
  }

  #serve(on: Ref, ways: readonly Way[], root: boolean): void {
    const source = this.#source;
    for (const { path, placed, methods, handler, asked, given, place } of ways) {
      if (handler === undefined) {
        if (given.length > 0) this.#findings.addRouter({ id: on, pack: 'warp', ...(root && { root: true }) });
        for (const child of given) if (child !== on) this.#findings.mounts.push({ on, child, path });
        continue;
      }
      if (!placed) continue;
      this.#findings.addRouter({ id: on, pack: 'warp', ...(root && { root: true }) });
      const chain = readChain(source, handler.from, handler.to);
      const named = chain !== undefined && chain.to >= handler.to && chain.call === undefined;
      this.#findings.routes.push({
        on,
        methods: methods.length === 0 ? ['*'] : [...new Set(methods)],
        path: path.length === 0 ? [''] : path,
        ...source.lines(place),
        contract: asked === undefined ? '' : source.hash(asked),
        body: source.hash(handler),
        ...(named && { handlers: [this.#paths.ref(chain.path)] }),
      });
    }
  }

  /** The ways of an expression: what it begins with, and what is called on that. */
  #ways({ from, to }: Range, locals: Locals, depth = 0): readonly Way[] {
    const source = this.#source;
    if (depth > DEEPEST || from >= to) return [];
    let at = from;
    while (source.is(at, '&') || source.is(at, 'move')) at += 1;
    let ways: readonly Way[];
    [ways, at] = this.#begin({ from: at, to }, locals, depth);
    while (at < to && source.is(at, '.')) {
      const name = source.word(at + 1) ?? '';
      let open = at + 2;
      if (source.is(open, '::') && source.is(open + 1, '<')) open = afterAngles(source, open + 1, to);
      if (!source.is(open, '(')) {
        at = open;
        continue;
      }
      const [first] = source.elements(open);
      if (first !== undefined && HANDLES.test(name)) {
        const place = { from, to: source.after(open) };
        ways = ways.map((way) => ({ ...way, handler: first, asked: { from, to: at }, place }));
      } else if (first !== undefined) ways = this.#called(ways, name, first, locals, depth);
      at = source.after(open);
    }
    return ways.slice(0, MOST);
  }

  #called(ways: readonly Way[], name: string, value: Range, locals: Locals, depth: number): readonly Way[] {
    if (name === 'or') return [...ways, ...this.#ways(value, locals, depth + 1)];
    if (name !== 'and') return ways;
    const others = this.#ways(value, locals, depth + 1);
    const most = Math.ceil(MOST / Math.max(others.length, 1));
    return ways.slice(0, most).flatMap((one) => others.map((other) => joined(one, other)));
  }

  #begin({ from, to }: Range, locals: Locals, depth: number): [readonly Way[], number] {
    const source = this.#source;
    const place = { from, to };
    const plain: Way = { path: [], placed: false, methods: [], given: [], place };
    if (source.is(from, '(')) return [this.#ways(source.inside(from), locals, depth + 1), source.after(from)];
    const path: string[] = [];
    let at = from;
    for (let word = source.word(at); word !== undefined; word = source.word(at)) {
      path.push(word);
      at += 1;
      if (source.is(at, '::') && source.is(at + 1, '<')) at = afterAngles(source, at + 1, to);
      if (!source.is(at, '::')) break;
      at += 1;
    }
    const last = path.at(-1) ?? '';
    if (path.length === 0) return [[plain], Math.max(source.after(from), from + 1)];
    if (source.is(at, '!')) {
      const values = source.elements(at + 1);
      const end = source.after(at + 1);
      if (last === 'path')
        return [[{ ...plain, placed: true, path: this.#segments(source.inside(at + 1)) }], end];
      // A macro of one's own mostly stands for any of what it is given.
      return [values.flatMap((value) => this.#ways(value, locals, depth + 1)), end];
    }
    if (!source.is(at, '('))
      return [(path.length === 1 ? locals.get(last) : undefined) ?? [plain], Math.max(at, from + 1)];
    const end = source.after(at);
    const [value] = source.elements(at);
    const before = path.at(-2);
    if (last === 'path' && value !== undefined)
      return [[{ ...plain, placed: true, path: ['/', ...this.#paths.text(value)] }], end];
    if (before === 'path' || path[0] === 'path') {
      const behind = last === 'param' ? ['/{param}'] : /^(tail|full)$/.test(last) ? ['/{tail:.*}'] : [];
      return [[{ ...plain, placed: true, path: last === 'full' ? [] : behind }], end];
    }
    if (VERB.test(last) && value === undefined) return [[{ ...plain, methods: [last.toUpperCase()] }], end];
    if (path[0] === 'warp') return [[plain], end];
    return [[{ ...plain, given: [`${this.#paths.ref(this.#own(path))}()`] }], end];
  }

  /** A function that stands beside this one in a module of the same file. */
  #own(path: readonly string[]): readonly string[] {
    const [first = ''] = path;
    const inner = this.#front !== '' && path.length === 1 && /^[a-z_]/.test(first);
    return inner ? [...this.#front.split('.').filter((part) => part !== ''), first] : path;
  }

  /** `"users" / u32 / "orders" / ..` */
  #segments({ from, to }: Range): WrittenText {
    const source = this.#source;
    return source.split({ from, to }, '/').flatMap((one): WrittenText => {
      const { kind, text } = source.at(one.from);
      if (one.from >= one.to || source.is(one.from, '..')) return [];
      if (kind === 'string') return [`/${text}`];
      return [`/{${(source.word(one.to - 1) ?? 'param').toLowerCase()}}`];
    });
  }
}

/** One filter and then another one. */
function joined(one: Way, other: Way): Way {
  const last = other.handler === undefined ? one : other;
  return {
    path: [...one.path, ...other.path].slice(0, MOST_PARTS),
    placed: one.placed || other.placed,
    methods: [...one.methods, ...other.methods].slice(0, MOST_PARTS),
    given: [...one.given, ...other.given].slice(0, MOST_PARTS),
    place: other.handler === undefined ? one.place : other.place,
    ...(last.handler && { handler: last.handler }),
    ...(last.asked && { asked: last.asked }),
  };
}

/** https://docs.rs/warp: filters that are put together, and served. */
export function readWarp(
  source: PlainSource,
  items: RustItems,
  top: readonly RustItem[],
  findings: Findings,
): void {
  new WarpReader(source, items, findings).read(top);
}
