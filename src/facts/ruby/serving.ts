import type { Findings } from '../findings.ts';
import { RubyBody, type RubyClass } from './bodies.ts';
import { CallReader } from './calls.ts';
import type { Range, RubySource } from './source.ts';

/** What classes of Sinatra and Grape call to serve something, or to say where. */
const SERVES =
  /^(get|post|put|patch|delete|options|head|link|unlink|route|route_param|resources?|namespace|group|segment|mount)$/;
const CODE = /^(get|post|put|patch|delete|options|head|link|unlink|route|params|before|after|helpers)$/;
const DEEPEST = 20;

function serves(source: RubySource, others: readonly Range[]): boolean {
  return others.some(({ from, to }) => SERVES.test(source.word(from) ?? '') && to > from + 1);
}

/**
 * Reads classes that may serve something by themselves, as those of Sinatra and Grape do: as a call of `class`, with its
 * name and its parent. Whether they do, their parents tell, perhaps in other files.
 */
export function readServing(source: RubySource, file: RubyBody, findings: Findings): void {
  if (!source.tokens.some(({ kind, text }) => kind === 'name' && SERVES.test(text))) return;
  const reader = new CallReader(source, CODE);
  const add = (name: string, parent: string, body: RubyBody, range: Range): void => {
    if (!serves(source, body.others)) return;
    const block = body.others.flatMap((other) => reader.read(other));
    findings.routing.push({ call: 'class', args: [name, parent], block, ...source.lines(range) });
  };
  const requires = file.others.some(
    ({ from }) => source.is(from, 'require') && /^sinatra(\/|$)/.test(source.at(from + 1).text),
  );
  if (requires) add('', 'Sinatra.Base', file, { from: 0, to: source.tokens.length });
  const visit = (one: RubyClass, outer: string, depth: number): void => {
    const name = outer === '' ? one.name : `${outer}.${one.name}`;
    const body = new RubyBody(source, one.body);
    if (one.parent !== '') add(name, one.parent, body, one.range);
    if (depth < DEEPEST) for (const inner of body.classes) visit(inner, name, depth + 1);
  };
  for (const one of file.classes) visit(one, '', 0);
}
