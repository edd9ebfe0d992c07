import type { Language } from '../language.ts';

/** The name of a file without its directory and extensions; that of its directory, where it stands for that. */
export function stemsOf(path: string): string[] {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  const stem = name.replace(/\.([cm]?[jt]sx?|py)$/, '');
  if (stem === 'index') return ['index', segments.at(-1) ?? '', ''];
  return stem === '__init__' ? [segments.at(-1) ?? '', ''] : [stem];
}

/**
 * What the file that a module's name leads to may be called: `users` of `./routes/users.js`, `#users`, `users.d.ts`; '' for
 * a directory itself.
 */
export function moduleStems(specifier: string, language?: Language): string[] {
  const last = specifier.slice(specifier.lastIndexOf(language === 'python' ? '.' : '/') + 1);
  const stem = last.replace(/\.[cm]?[jt]sx?$/, '');
  if (/^[.@~#$]*(\.d)?$/.test(stem)) return [''];
  const stems = stem === last ? [last] : [last, stem];
  if (stem.endsWith('.d')) stems.push(stem.slice(0, -2));
  // What begins at some directory above is marked in front, by one sign or two; the name itself may begin with another one.
  if (!/^[@~#$]/.test(last)) return stems;
  return stems.flatMap((name) => [name, name.slice(1), name.replace(/^[@~#$]{2}/, '')]);
}
