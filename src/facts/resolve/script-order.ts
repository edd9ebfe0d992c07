/** `database/schema/mysql-schema.sql`: what all migrations made that are taken away since. */
const DUMP = /(^|\/)database\/schema\/[^/]+\.(sql|dump)$/;
/** Laravel runs the migrations of all directories in the order of their names. */
const BY_NAME = /(^|\/)(\d{4}_\d\d_\d\d_\d{4,6}_[^/]*\.php)$/;

/** Scripts of one directory are of one schema; below a directory of migrations, each may have its own. */
export function groupOf(path: string): string {
  const segments = path.split('/').slice(0, -1);
  const migrations = segments.findIndex((segment) => /migrat|evolution|changelog/i.test(segment));
  // What Laravel dumped is where its migrations begin.
  if (DUMP.test(path)) return [...segments.slice(0, -1), 'migrations'].join('/');
  return segments.slice(0, migrations === -1 ? undefined : migrations + 1).join('/');
}

/** Orders paths as people number them: `2` before `10`. */
function compareNatural(a: string, b: string): number {
  const [one, two] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let at = 0; at < Math.min(one.length, two.length); at++) {
    const [left = '', right = ''] = [one[at], two[at]];
    if (left === right) continue;
    const numbers = /^\d/.test(left) && /^\d/.test(right);
    const [plain, other] = [left.replace(/^0+(?=\d)/, ''), right.replace(/^0+(?=\d)/, '')];
    if (numbers && plain.length !== other.length) return plain.length - other.length;
    if (numbers && plain !== other) return plain < other ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return one.length - two.length;
}

/** Puts scripts into the order in which they run: dumps first, then by path, what Laravel runs last and by name. */
export function compareScripts(a: string, b: string): number {
  const rank = (path: string): number => (DUMP.test(path) ? 0 : BY_NAME.test(path) ? 2 : 1);
  const [one, two] = [rank(a), rank(b)];
  if (one !== two) return one - two;
  const byName = one === 2 ? compareNatural(BY_NAME.exec(a)?.[2] ?? '', BY_NAME.exec(b)?.[2] ?? '') : 0;
  return byName !== 0 ? byName : compareNatural(a, b);
}
