import type { Chain, PythonNames } from '../python/names.ts';
import { lastOf } from './library.ts';

const REGISTERS = /^django\.(urls|conf\.urls)(\.\w+)*\.(path|re_path|url|include|patterns)$/;
/** Modules that give the functions of one version of Django under the names of another. */
const SHIM = /(^|\.)\w*compat\w*\.(path|re_path|url|include)$/;
const NAME = /^(path|re_path|url|include|patterns)$/;
const OLD = /^django\.conf\.urls(\.|$)/;

/** The name of Django's function that a chain calls: `url`, `include`, `patterns` … */
export function registersBy(names: PythonNames, chain: Chain): string | undefined {
  const foreign = names.foreignOf(chain);
  if (foreign !== undefined) {
    const called = foreign.next === chain.links.length - 1;
    return called && (REGISTERS.test(foreign.name) || SHIM.test(foreign.name))
      ? lastOf(foreign.name)
      : undefined;
  }
  // `from django.conf.urls.defaults import *`
  const word = names.source.word(chain.head) ?? '';
  const { scopes } = names;
  const unknown = chain.links.length === 1 && NAME.test(word) && scopes.find(word, chain.head) === undefined;
  return unknown && scopes.stars.some(({ from }) => OLD.test(from)) ? word : undefined;
}
