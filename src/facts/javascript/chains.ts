import { isWordSign, signOf, signSet } from '../lexer/javascript-signs.ts';
import type { FunctionShapes } from './functions.ts';
import type { JavaScriptSource } from './source.ts';
import { afterAngles } from './types.ts';

/** One step of a chain: `.name`, or a call whose parenthesis is at `open`, absent in `new X`. */
export type Link =
  | { readonly does: 'member'; readonly name: string; readonly at: number }
  | { readonly does: 'call'; readonly open?: number };

/** A name and what is done to it: `app.route('/x').get(show)`, `new Server().app`, `require('./x')`. */
export interface Chain {
  /** Where it begins: at its `new` or `await` where there is one. */
  readonly from: number;
  /** The name it begins with. */
  readonly head: number;
  readonly to: number;
  readonly links: readonly Link[];
  /** Which one of its source it is. */
  readonly index: number;
}

/** More steps than anybody writes. */
const LONGEST = 500;
/** Words that begin no chain. `this`, `require` and `import` do. */
const NO_HEAD = signSet(
  (
    'as async await break case catch class const continue debugger default delete do else enum export extends false ' +
    'finally for from function if in instanceof interface is let new null of return satisfies static switch throw ' +
    'true try type typeof undefined var void while with yield'
  ).split(' '),
);
/** The same words can be names of variables. */
const CONTEXTUAL = signSet(['as', 'async', 'from', 'is', 'of', 'static', 'type']);
const [DOT, OPTIONAL, BANG, NEW, AWAIT, LESS] = [
  signOf('.'),
  signOf('?.'),
  signOf('!'),
  signOf('new'),
  signOf('await'),
  signOf('<'),
];
const [OPEN_ROUND, OPEN_SQUARE, CLOSE_SQUARE] = [signOf('('), signOf('['), signOf(']')];

function isHead(source: JavaScriptSource, at: number): boolean {
  const sign = source.sign(at);
  if (!isWordSign(sign)) return false;
  const before = source.sign(at - 1);
  if (before === DOT || before === OPTIONAL) return false;
  return NO_HEAD[sign] !== 1 || (CONTEXTUAL[sign] === 1 && source.sign(at + 1) === DOT);
}

const NO_LINKS: readonly Link[] = [];

/** Reads the steps from `from` on. */
function readLinks(
  source: JavaScriptSource,
  from: number,
  shapes: FunctionShapes,
): { links: Link[]; to: number } {
  const links: Link[] = [];
  let at = from;
  while (links.length < LONGEST) {
    let sign = source.sign(at);
    if (sign === BANG) {
      const next = source.at(at + 1).text;
      if (next === '.' || next === '(' || next === '[') sign = source.sign(++at);
    }
    if (sign === OPTIONAL) {
      const next = source.sign(at + 1);
      if (next === OPEN_ROUND || next === OPEN_SQUARE) sign = source.sign(++at);
    }
    const angles = sign === LESS ? afterAngles(source, at) : at;
    const open = source.sign(angles) === OPEN_ROUND ? angles : at;
    if ((sign === DOT || sign === OPTIONAL) && source.isWord(at + 1)) {
      links.push({ does: 'member', name: source.at(at + 1).text, at: at + 1 });
      at += 2;
    } else if (source.sign(open) === OPEN_ROUND) {
      // `show(request) {` defines a method and calls nothing.
      if (shapes.get(open) !== undefined) break;
      links.push({ does: 'call', open });
      at = source.after(open);
    } else if (sign === OPEN_SQUARE) {
      const key = source.at(at + 1);
      const name = key.kind === 'string' && source.sign(at + 2) === CLOSE_SQUARE ? key.text : '[]';
      links.push({ does: 'member', name, at: at + 1 });
      at = source.after(at);
    } else break;
  }
  return { links, to: at };
}

/** Whether something may be done to a name that such a sign follows. */
const GOES_ON = signSet(['.', '?.', '!', '(', '[', '<']);

/** Reads the chain whose first name stands at `head`. */
function readChain(source: JavaScriptSource, head: number, shapes: FunctionShapes, index: number): Chain {
  const constructed = source.sign(head - 1) === NEW;
  const start = constructed ? head - 1 : head;
  const from = source.sign(start - 1) === AWAIT ? start - 1 : start;
  if (!constructed && GOES_ON[source.sign(head + 1)] !== 1)
    return { from, head, to: head + 1, links: NO_LINKS, index };
  const { links, to } = readLinks(source, head + 1, shapes);
  if (constructed && !links.some((link) => link.does === 'call')) links.push({ does: 'call' });
  return { from, head, to, links, index };
}

/** Finds all chains of a source, in order of their heads. */
export function findChains(source: JavaScriptSource, shapes: FunctionShapes): Chain[] {
  const chains: Chain[] = [];
  for (let at = 0; at < source.tokens.length; at++) {
    if (isHead(source, at)) chains.push(readChain(source, at, shapes, chains.length));
  }
  return chains;
}
