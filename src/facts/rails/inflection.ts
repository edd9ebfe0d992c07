const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['mice', 'mouse'],
  ['oxen', 'ox'],
  ['quizzes', 'quiz'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['indices', 'index'],
  ['vertices', 'vertex'],
  ['matrices', 'matrix'],
  ['aliases', 'alias'],
  ['databases', 'database'],
  ['caches', 'cache'],
  ['statuses', 'status'],
  ['viri', 'virus'],
]);
const UNCOUNTABLE = /^(equipment|information|rice|money|species|series|fish|sheep|jeans|police|news|media)$/;
/** An ending, and what stands for it in the singular: the first that fits. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(ss|us|is)$/, '$1'],
  [/([^aeiou]|qu)ies$/, '$1y'],
  [/(x|ch|ss|sh|zz)es$/, '$1'],
  [/([lr])ves$/, '$1f'],
  [/(analy|ba|diagno|parenthe|progno|synop|the)ses$/, '$1sis'],
  [/s$/, ''],
];

const PLURAL_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(octop|vir)us$/, '$1i'],
  [/(bu|alia|statu|ga)s$/, '$1ses'],
  [/(ax|test)is$/, '$1es'],
  [/sis$/, 'ses'],
  [/(ss|x|ch|sh|zz)$/, '$1es'],
  [/s$/, 's'],
  [/([^aeiou]|qu)y$/, '$1ies'],
  [/([^f])fe$/, '$1ves'],
  [/([lr])f$/, '$1ves'],
  [/([ti])(a|um)$/, '$1a'],
  [/(buffal|tomat)o$/, '$1oes'],
];

/** What one of several is called, as Rails has it: `people` is `person`, `user_statuses` `user_status`. */
export function singular(word: string): string {
  const at = word.lastIndexOf('_') + 1;
  const [front, last] = [word.slice(0, at), word.slice(at)];
  if (UNCOUNTABLE.test(last)) return word;
  const irregular = IRREGULAR.get(last);
  if (irregular !== undefined) return front + irregular;
  for (const [ending, other] of ENDINGS) if (ending.test(last)) return front + last.replace(ending, other);
  return word;
}

/** What several are called: `person` is `people`. */
export function plural(word: string): string {
  const at = word.lastIndexOf('_') + 1;
  const [front, last] = [word.slice(0, at), word.slice(at)];
  if (UNCOUNTABLE.test(last)) return word;
  for (const [many, one] of IRREGULAR) if (one === last || many === last) return front + many;
  for (const [ending, other] of PLURAL_ENDINGS)
    if (ending.test(last)) return front + last.replace(ending, other);
  return `${word}s`;
}

/** `Admin::APIKey` is `admin/api_key`. */
export function underscore(name: string): string {
  return name
    .replace(/::|\./g, '/')
    .replace(/([A-Z\d]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}
