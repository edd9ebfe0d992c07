import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { Chain } from '../php/calls.ts';
import { fileAt } from '../php/files.ts';
import type { PhpNames } from '../php/names.ts';
import { ROUTES } from './route-writer.ts';
import type { Scope } from './scope.ts';

/** More files than one hands over. */
const MOST_MOUNTS = 1000;

/** What stands for the routes of the file whose path a parameter of the method around has. */
export function parameterAt(source: PlainSource, { from, to }: Range, { owner }: Scope): Ref | undefined {
  const name = source.word(from);
  if (owner === undefined || name?.startsWith('$') !== true || to - from !== 1) return undefined;
  const method = owner.methods.find(({ all }) => all.from <= from && from < all.to);
  const at = method?.parameters.findIndex((one) => one.name === name) ?? -1;
  return at < 0 ? undefined : `${owner.name}.${method?.name}@${at}`;
}

/** `Portal::load(base_path('routes/portal.php'))`: what the method mounts there are the routes of that file. */
export function handFiles(
  names: PhpNames,
  findings: Findings,
  word: string,
  { calls: [call] }: Chain,
  { texts, owner }: Scope,
): void {
  if (call?.open === undefined) return;
  const own = /^(\$this|self|static)$/.test(word);
  // What others inherit is nothing of this class.
  if (own && owner?.methods.some(({ name }) => name === call.name) !== true) return;
  names.source.elements(call.open).forEach((argument, at) => {
    const file = fileAt(names, argument, texts, owner);
    if (file === undefined || findings.mounts.length > MOST_MOUNTS) return;
    const holder = own ? (owner?.name ?? '') : names.refOf(names.classOf(word));
    const on = `${holder}.${call.name}@${at}`;
    findings.mounts.push({ on, child: names.fileRef(file, ROUTES), path: [] });
  });
}
