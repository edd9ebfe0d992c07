import type { WrittenText } from './file-facts/names.ts';

/** Splits `GET example.com/items/{id...}` into its method and its path, as other frameworks would write it. */
export function readPattern(text: WrittenText): { readonly method?: string; readonly path: WrittenText } {
  const [first = '', ...others] = text;
  if (typeof first !== 'string') return { path: text };
  const [, method, rest = ''] = /^(?:([A-Z]+)[ \t]+)?(.*)$/s.exec(first) ?? [];
  const path = method !== undefined || /^[\w.-]+\//.test(rest) ? rest.replace(/^[^/{}]+(?=\/)/, '') : rest;
  const parts = [path, ...others].map((part) =>
    typeof part === 'string' ? part.replaceAll('{$}', '').replace(/\{(\w+)\.\.\.\}/g, '{*$1}') : part,
  );
  return {
    ...(method !== undefined && { method }),
    path: parts[0] === '' && parts.length > 1 ? parts.slice(1) : parts,
  };
}
