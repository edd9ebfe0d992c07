import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { RubyBody, type RubyClass, type RubyMethod } from './bodies.ts';
import type { Range, RubySource } from './source.ts';

const DEEPEST = 10;

/** What a method lets through of what it is sent: `params.require(:user).permit(:name)`. */
function permitted(source: RubySource, { from, to }: Range): string {
  const found: string[] = [];
  for (let at = from; at < to; at++) {
    if (!source.is(at, 'permit') && !source.is(at, 'expect')) continue;
    if (!source.is(at - 1, '.') || !source.is(at + 1, '(')) continue;
    found.push(source.hash({ from: at + 1, to: source.after(at + 1) }));
    at = source.after(at + 1) - 1;
  }
  return found.join(' ');
}

function readController(source: RubySource, { name, body }: RubyClass, findings: Findings, depth = 0): void {
  if (depth > DEEPEST) return;
  const inside = new RubyBody(source, body);
  const asked = new Map<string, string>();
  for (const { name: method, own } of inside.methods) {
    const found = permitted(source, own);
    if (found !== '') asked.set(method, found);
  }
  if (asked.size > 0)
    for (const method of inside.methods)
      if (!method.isPrivate) readAction(source, name, method, asked, findings);
  for (const one of inside.classes)
    if (one.name.endsWith('Controller'))
      readController(source, { ...one, name: `${name}.${one.name}` }, findings, depth + 1);
}

/** The parameters of an action: those that it, or a method that it calls, lets through. */
function readAction(
  source: RubySource,
  owner: string,
  { name, own, range }: RubyMethod,
  asked: ReadonlyMap<string, string>,
  findings: Findings,
): void {
  const found = new Set<string>();
  for (let at = own.from - 1; at < own.to; at++) {
    const one = asked.get(at < own.from ? name : (source.word(at) ?? ''));
    if (one !== undefined) found.add(one);
  }
  if (found.size === 0) return;
  const { line, endLine } = source.lines(range);
  const contract = hashText([...found].join(' '));
  findings.definitions.push({
    name: `${owner}.${name}~request`,
    line,
    endLine,
    contract,
    body: '',
    inner: true,
  });
}

/** Reads what the actions of controllers take. */
export function readRequests(source: RubySource, file: RubyBody, findings: Findings): void {
  const waiting: RubyClass[] = [...file.classes];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.kind === 'class' && one.name.endsWith('Controller')) readController(source, one, findings);
    else if (one.kind === 'module') waiting.push(...new RubyBody(source, one.body).classes);
  }
}
