import type { Ref } from '../file-facts/names.ts';
import type { ClassShape } from './classes.ts';
import type { JavaScriptNames } from './names.ts';

/** What a class is derived from: `Base` of `class User extends Base`, where that is no more than a name. */
export function basesOf(names: JavaScriptNames, { heritage }: ClassShape): Ref[] {
  const { source } = names;
  let at = heritage.from;
  while (at < heritage.to && !source.is(at, 'extends')) at = source.after(at);
  const ref = at < heritage.to ? names.refOf({ from: at + 1, to: at + 2 }) : undefined;
  return ref === undefined ? [] : [ref];
}
