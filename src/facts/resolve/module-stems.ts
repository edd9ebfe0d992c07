import type { Language } from '../language.ts';

/** The name of a file without its directory and extensions; that of its directory, where it stands for that. */
export function stemsOf(path: string): string[] {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  const stem = name.replace(/\.([cm]?[jt]sx?|py)$/, '');
  if (stem === 'index') return ['index', segments.at(-1) ?? '', ''];
  return stem === '__init__' ? [segments.at(-1) ?? '', ''] : [stem];
}

/** What the file that a module's name leads to may be called: `users` of `./routes/users.js`; '' for a directory itself. */
export function moduleStems(specifier: string, language?: Language): string[] {
  const last = specifier.slice(specifier.lastIndexOf(language === 'python' ? '.' : '/') + 1);
  if (/^[.@~#]*$/.test(last)) return [''];
  const stem = last.replace(/\.[cm]?[jt]sx?$/, '');
  return stem === last ? [last] : [last, stem];
}
