import type { Import } from '../file-facts/names.ts';
import type { PythonSource, Range } from './source.ts';

export interface PythonImport extends Import {
  /** It is given the name that it has. */
  readonly again?: true;
}

function dotted(source: PythonSource, from: number, to: number): { text: string; to: number } {
  let [text, at] = ['', from];
  while (at < to && !source.is(at, 'import') && !source.is(at, 'as') && !source.is(at, ',')) {
    text += source.at(at).text;
    at += 1;
  }
  return { text, to: at };
}

/**
 * Reads `import a.b`, `import a.b as c`, `from .a import b as c, d`, `from a import *`. The module is named as written,
 * dots in front and all.
 */
export function readImports(source: PythonSource, { from, to }: Range): PythonImport[] {
  const found: PythonImport[] = [];
  if (source.is(from, 'from')) {
    const module = dotted(source, from + 1, to);
    const open = module.to + 1;
    const names = source.is(open, '(') ? source.elements(open) : source.splitAtCommas({ from: open, to });
    for (const { from: at, to: end } of names) {
      if (source.is(at, '*')) found.push({ as: '*', from: module.text, name: '*' });
      const name = source.word(at);
      const renamed = source.is(at + 1, 'as') && at + 2 < end;
      const as = renamed ? source.word(at + 2) : name;
      if (name === undefined || as === undefined) continue;
      found.push({ as, from: module.text, name, ...(renamed && as === name && { again: true }) });
    }
    return found;
  }
  for (const range of source.splitAtCommas({ from: from + 1, to })) {
    const module = dotted(source, range.from, range.to);
    const as = source.is(module.to, 'as') ? source.word(module.to + 1) : undefined;
    const first = module.text.split('.')[0] ?? '';
    if (as !== undefined) found.push({ as, from: module.text, name: '*' });
    else if (first !== '') found.push({ as: first, from: first, name: '*' });
  }
  return found;
}
