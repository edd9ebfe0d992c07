import type { Definition } from '../file-facts/names.ts';
import { readDeclaration } from './definitions.ts';
import type { JavaScriptNames } from './names.ts';

/** What a namespace has for others: its members, and what it lists under names of its own. */
export interface NamespaceMembers {
  readonly definitions: readonly Definition[];
  readonly exported: readonly { readonly name: string; readonly of: string; readonly at: number }[];
}

/**
 * Reads the body of a namespace. Of one that is only declared all is exported, unless it says itself what is.
 *
 * @param open the brace that it begins with
 * @param declared whether it is only declared, not written
 */
export function readNamespace(names: JavaScriptNames, open: number, declared: boolean): NamespaceMembers {
  const { source } = names;
  const definitions: Definition[] = [];
  const others: { name: string; of: string; at: number }[] = [];
  const exported: { name: string; of: string; at: number }[] = [];
  const end = source.after(open) - 1;
  let lists = false;
  for (let at = open + 1; at < end; ) {
    const isExport = source.is(at, 'export');
    const start = isExport ? at + 1 : at;
    const brace = source.is(start, 'type') ? start + 1 : start;
    if (isExport && source.is(brace, '{')) {
      lists = true;
      for (const element of source.elements(brace)) {
        const first =
          element.from + (source.is(element.from, 'type') && element.to - element.from > 1 ? 1 : 0);
        exported.push({ name: source.at(element.to - 1).text, of: source.at(first).text, at: first });
      }
      at = source.after(brace);
      continue;
    }
    const declaration = readDeclaration(names, at, start);
    if (declaration === undefined) {
      at = Math.max(source.after(at), at + 1);
      continue;
    }
    definitions.push(...declaration.definitions);
    for (const name of declaration.names) (isExport ? exported : others).push({ name, of: name, at });
    at = Math.max(declaration.to, at + 1);
  }
  return { definitions, exported: lists || !declared ? exported : [...exported, ...others] };
}
