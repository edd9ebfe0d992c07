import type { JavaScriptSource } from './source.ts';

/** A local name for something of another module: `default`, `*` for its namespace, `=` for its `module.exports`. */
export interface Imported {
  readonly local: string;
  readonly from: string;
  readonly name: string;
}

/** Reads `import d, { a as b } from 'x'`, `import * as n from 'x'`, `import n = require('x')`. */
export function readImports(source: JavaScriptSource, at: number): readonly Imported[] {
  if (source.is(at + 1, '(') || source.is(at + 1, '.')) return [];
  let next = at + 1;
  if (source.is(next, 'type') && !source.is(next + 1, 'from') && !source.is(next + 1, ',')) next += 1;
  const found: [local: string, name: string][] = [];
  for (let steps = 0; steps < 10 && !source.is(next, 'from'); steps++) {
    const word = source.word(next);
    if (source.is(next, '{')) found.push(...readNames(source, next));
    else if (source.is(next, '*')) {
      const local = source.word(next + 2);
      if (local !== undefined) found.push([local, '*']);
      next += 2;
    } else if (word !== undefined) {
      if (source.is(next + 1, '=') && source.is(next + 2, 'require')) {
        const module = source.at(next + 4);
        return module.kind === 'string' ? [{ local: word, from: module.text, name: '=' }] : [];
      }
      found.push([word, 'default']);
    }
    next = source.after(next);
  }
  const { kind, text: from } = source.at(next + 1);
  return kind === 'string' ? found.map(([local, name]) => ({ local, from, name })) : [];
}

/** Reads `{ a, b as c, type D }`. */
function readNames(source: JavaScriptSource, open: number): [local: string, name: string][] {
  return source.elements(open).flatMap(({ from, to }): [string, string][] => {
    const typed = source.is(from, 'type') && to - from > 1 && !source.is(from + 1, 'as');
    const local = source.word(to - 1);
    return local === undefined ? [] : [[local, source.at(typed ? from + 1 : from).text]];
  });
}
