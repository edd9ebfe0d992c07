import { type FunctionShape, readParameters } from '../javascript/functions.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { JavaScriptSource, Range } from '../javascript/source.ts';

const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
/** What says that a request is not answered as it was meant. */
const REFUSAL =
  /not_?(allowed|found|supported|implemented)|unsupported|invalid|error|bad_?request|unauthori[sz]ed|forbidden|denied|reject|fail/i;
const ANSWER = /^(json|send|end|redirect|write|sendStatus|render|pipe)$/;

/** Something that a source compares the method of a request with. */
interface Site {
  readonly at: number;
  readonly methods: readonly string[];
  /** `!==`: it is what the others are told from. */
  readonly negative: boolean;
}

/** Tells whether a word stands near the beginning of a range: nobody writes it further on. */
function has(source: JavaScriptSource, { from, to }: Range, word: string): boolean {
  for (let at = from; at < Math.min(to, from + 200); at++) if (source.is(at, word)) return true;
  return false;
}

/** `method === 'GET'`, `case 'GET':`, `['GET', 'POST'].includes(req.method)`. */
function sitesOf({ source }: JavaScriptNames): Site[] {
  const sites: Site[] = [];
  for (let at = 0; at < source.tokens.length; at++) {
    const { kind, text } = source.at(at);
    if (kind === 'string' && METHOD.test(text)) {
      const compares = /^[!=]==?$/.test(source.at(at - 1).text) && source.is(at - 2, 'method');
      if (compares || source.is(at - 1, 'case'))
        sites.push({ at, methods: [text], negative: source.at(at - 1).text.startsWith('!') });
    } else if (text === 'includes' && source.is(at - 2, ']') && source.is(at + 1, '(')) {
      const open = source.partner[at - 2] ?? -1;
      const asked = has(source, { from: at + 1, to: Math.min(at + 10, source.after(at + 1)) }, 'method');
      const methods = open < 0 || !asked ? [] : source.elements(open).map(({ from }) => source.at(from).text);
      if (methods.length > 0 && methods.every((method) => METHOD.test(method)))
        sites.push({ at, methods, negative: source.is(open - 1, '!') });
    }
  }
  return sites;
}

function functionAround({ shapes, scopes }: JavaScriptNames, at: number): FunctionShape | undefined {
  let inner: FunctionShape | undefined;
  let width = Number.POSITIVE_INFINITY;
  for (const shape of shapes.all) {
    const { from, to } = scopes.bodyOf(shape);
    if (from > at || to <= at || to - from >= width) continue;
    inner = shape;
    width = to - from;
  }
  return inner;
}

function endOfStatement(source: JavaScriptSource, from: number): number {
  return source.is(from, '{') ? source.after(from) : Math.max(source.endOfExpression(from), from + 1);
}

/** Tells whether the beginning of a range says that something is wrong: by a status from 400 on, by a word, by throwing. */
function refuses(source: JavaScriptSource, { from, to }: Range): boolean {
  for (let at = from; at < Math.min(to, from + 200); at++) {
    const { kind, text } = source.at(at);
    if (kind === 'number' && /^[45]\d\d$/.test(text)) return true;
    if (kind === 'name' && (text === 'throw' || REFUSAL.test(text))) return true;
  }
  return false;
}

/** What one handler does for which methods. */
class Handler {
  readonly #names: JavaScriptNames;
  readonly #body: Range;
  readonly #response: string | undefined;
  /** Where what is done for some methods alone begins and ends. */
  readonly #branches = new Map<number, number>();
  #first = Number.POSITIVE_INFINITY;
  #settled = false;

  constructor(names: JavaScriptNames, shape: FunctionShape, sites: readonly Site[]) {
    this.#names = names;
    this.#body = names.scopes.bodyOf(shape);
    this.#response = readParameters(names.source, shape)[1]?.name;
    this.#find(sites);
  }

  #add(from: number, to: number): void {
    this.#branches.set(from, Math.max(to, this.#branches.get(from) ?? to));
    this.#first = Math.min(this.#first, from);
  }

  #find(sites: readonly Site[]): void {
    const { source } = this.#names;
    let next = 0;
    for (let at = this.#body.from; at < this.#body.to; at++) {
      if (source.is(at, 'switch') && source.is(at + 1, '(')) this.#switch(at + 1);
      if (!source.is(at, 'if') || !source.is(at + 1, '(')) continue;
      const close = source.after(at + 1);
      while ((sites[next]?.at ?? Number.POSITIVE_INFINITY) < at) next += 1;
      const site = sites[next];
      if (site === undefined || site.at >= close) continue;
      const done = { from: close, to: endOfStatement(source, close) };
      if (!site.negative) this.#add(done.from, done.to);
      else if (has(source, done, 'return') || refuses(source, done)) this.#settled = true;
    }
  }

  #switch(open: number): void {
    const { source } = this.#names;
    const body = source.after(open);
    if (!has(source, { from: open, to: body }, 'method') || !source.is(body, '{')) return;
    let at = body + 1;
    const end = source.after(body);
    while (at < end - 1 && !(source.is(at, 'default') && source.is(at + 1, ':'))) at = source.after(at);
    this.#add(body, at);
  }

  /** Tells whether it answers requests of methods that it does not name. */
  answersOthers(): boolean {
    if (this.#settled) return false;
    const { source, shapes } = this.#names;
    let refused = false;
    for (let at = this.#body.from; at < this.#body.to; ) {
      const past = this.#branches.get(at) ?? shapes.get(at)?.body.to;
      if (past !== undefined && past > at && at > this.#body.from) {
        at = past;
        continue;
      }
      const statement = { from: at, to: source.endOfExpression(at) };
      if (source.word(at) === this.#response && source.is(at + 1, '.')) {
        const refusal = refuses(source, statement);
        if (!refusal && !refused && this.#isAnswer(statement)) return true;
        refused = refusal;
        at = Math.max(statement.to, at + 1);
      } else if (this.#handsOn(at) && !refuses(source, statement)) return true;
      else at += 1;
    }
    return false;
  }

  #isAnswer({ from, to }: Range): boolean {
    const { source } = this.#names;
    for (let at = from; at < to; at++)
      if (ANSWER.test(source.at(at).text) && source.is(at - 1, '.')) return true;
    return false;
  }

  /** `return list(req, res)`, `return Response.json(…)`, and behind the branches also `await list(req, res)`. */
  #handsOn(at: number): boolean {
    const { source } = this.#names;
    const returns = source.is(at, 'return');
    if (!returns && at < this.#first) return false;
    const start = returns ? (source.is(at + 1, 'await') ? at + 2 : at + 1) : at;
    if (source.is(start, 'new') && source.is(start + 1, 'Response')) return true;
    const chain = this.#names.chainOf({ from: start, to: start });
    const call = chain?.links.find(({ does }) => does === 'call');
    if (chain === undefined || call?.does !== 'call' || call.open === undefined) return false;
    if (returns && /Response$/.test(source.at(chain.head).text)) return true;
    return source
      .elements(call.open)
      .some(({ from, to }) => to === from + 1 && source.word(from) === this.#response);
  }
}

/** The methods that a handler tells from others, where it leaves or refuses those. */
export function toldMethods(names: JavaScriptNames): Set<string> {
  const { source } = names;
  const sites = sitesOf(names);
  const [first] = sites;
  if (first === undefined) return new Set();
  const methods = new Set(sites.flatMap((site) => site.methods));
  if (source.mayMention('405') && source.tokens.some(({ kind, text }) => kind === 'number' && text === '405'))
    return methods;
  const shape = functionAround(names, first.at);
  if (shape === undefined || new Handler(names, shape, sites).answersOthers()) return new Set();
  return methods;
}
