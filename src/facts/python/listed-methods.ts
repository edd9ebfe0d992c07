import type { PythonNames } from './names.ts';
import type { Range } from './source.ts';

/** What `methods=["GET", "POST"]` lists; GET where nothing is said, any where it can't be read. */
export function listedMethods(names: PythonNames, value: Range | undefined): string[] {
  if (value === undefined) return ['GET'];
  const methods = (names.elementsOf(value) ?? [value]).map((one) => {
    const last = names.chainOf(one)?.links.at(-1);
    return names.literal(one) ?? (last?.does === 'member' ? last.name : '');
  });
  const known = methods.every((method) => /^[a-zA-Z]+$/.test(method));
  return known ? methods.map((method) => method.toUpperCase()) : ['*'];
}
