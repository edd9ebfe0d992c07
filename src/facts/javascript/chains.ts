import type { FunctionShape } from './functions.ts';
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
}

/** More steps than anybody writes. */
const LONGEST = 500;
/** Words that begin no chain. `this`, `require` and `import` do. */
const NO_HEAD: ReadonlySet<string> = new Set(
  (
    'as async await break case catch class const continue debugger default delete do else enum export extends false ' +
    'finally for from function if in instanceof interface is let new null of return satisfies static switch throw ' +
    'true try type typeof undefined var void while with yield'
  ).split(' '),
);
/** The same words can be names of variables. */
const CONTEXTUAL: ReadonlySet<string> = new Set(['as', 'async', 'from', 'is', 'of', 'static', 'type']);

function isHead(source: JavaScriptSource, at: number): boolean {
  const word = source.word(at);
  if (word === undefined || source.is(at - 1, '.') || source.is(at - 1, '?.')) return false;
  return !NO_HEAD.has(word) || (CONTEXTUAL.has(word) && source.is(at + 1, '.'));
}

/** Reads the chain whose first name stands at `head`. */
function readChain(
  source: JavaScriptSource,
  head: number,
  shapes: ReadonlyMap<number, FunctionShape>,
): Chain {
  const links: Link[] = [];
  const constructed = source.is(head - 1, 'new');
  let at = head + 1;
  while (links.length < LONGEST) {
    if (source.is(at, '!') && /^[.([]$/.test(source.at(at + 1).text)) at += 1;
    if (source.is(at, '?.') && (source.is(at + 1, '(') || source.is(at + 1, '['))) at += 1;
    const angles = source.is(at, '<') ? afterAngles(source, at) : at;
    const open = source.is(angles, '(') ? angles : at;
    if ((source.is(at, '.') || source.is(at, '?.')) && source.word(at + 1) !== undefined) {
      links.push({ does: 'member', name: source.at(at + 1).text, at: at + 1 });
      at += 2;
    } else if (source.is(open, '(')) {
      // `show(request) {` defines a method and calls nothing.
      if (shapes.has(open)) break;
      links.push({ does: 'call', open });
      at = source.after(open);
    } else if (source.is(at, '[')) {
      const key = source.at(at + 1);
      const name = key.kind === 'string' && source.is(at + 2, ']') ? key.text : '[]';
      links.push({ does: 'member', name, at: at + 1 });
      at = source.after(at);
    } else break;
  }
  if (constructed && !links.some((link) => link.does === 'call')) links.push({ does: 'call' });
  const start = constructed ? head - 1 : head;
  return { from: source.is(start - 1, 'await') ? start - 1 : start, head, to: at, links };
}

/** Finds all chains of a source, in order of their heads. */
export function findChains(source: JavaScriptSource, shapes: ReadonlyMap<number, FunctionShape>): Chain[] {
  const chains: Chain[] = [];
  for (let at = 0; at < source.tokens.length; at++) {
    if (isHead(source, at)) chains.push(readChain(source, at, shapes));
  }
  return chains;
}
