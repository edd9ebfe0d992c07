import { escapeRegExp, resolvePlaceholder, SHAPES, type Variables } from './placeholders.ts';

/** What a session is known to have made up to some point; names of variables only where the session set them. */
export interface Generated {
  readonly home: string;
  readonly variables: Variables;
  /** Names of the variables that the session itself has set. */
  readonly own: readonly string[];
  /** Ids printed so far: their prefixes are known for short ids. */
  readonly ids: ReadonlySet<string>;
}

const whole = (shape: string) => new RegExp(`^(?:${shape})$`);
const ID = whole(SHAPES.id);
const OID = whole(SHAPES.oid);
const STAMP = whole(SHAPES.stamp);
const TIME = whole(SHAPES.time);
const MINUTE = whole(SHAPES.minute);
const SHORT = whole(SHAPES.short);

/** Lists the ids in a text. Letters alone are passed over: "dependency" has the shape of an id. */
export function findIds(text: string): string[] {
  return (text.match(/[0-9A-Za-z]+/g) ?? []).filter((word) => ID.test(word) && /\d/.test(word));
}

/** Writes a line such that it also matches the next run: names and placeholders for values made anew each time. */
export function generalizeLine(line: string, { home, variables, own, ids }: Generated): string {
  const values = new Map(own.map((name) => [variables.get(name) ?? '', name] as const));
  const inHome = (value: string) => value.startsWith(`${home}/`);
  const paths = [...values.keys()].filter((value) => inHome(value) || TIME.test(value));
  const literals = [...paths.sort((a, b) => b.length - a.length), home].map(escapeRegExp);
  const token = new RegExp(
    `<(\\.\\.\\.|[A-Za-z_]\\w*)(?::(\\d+))?>|${literals.join('|')}|${SHAPES.time}|${SHAPES.minute}|[0-9A-Za-z]+`,
    'g',
  );

  const generalizeWord = (word: string) => {
    const made = ID.test(word) || OID.test(word) || STAMP.test(word);
    const name = made ? values.get(word) : undefined;
    if (name !== undefined) return `<${name}>`;
    const cut = prefixOf(word, values);
    if (cut !== undefined) return cut;
    if (STAMP.test(word)) return '<stamp>';
    if (OID.test(word)) return '<oid>';
    if (findIds(word).length > 0) return '<id>';
    return SHORT.test(word) && [...ids].some((id) => id.startsWith(word)) ? '<short>' : word;
  };

  return line.replace(token, (found: string, placeholder?: string, length?: string) => {
    if (placeholder !== undefined) {
      return resolvePlaceholder(placeholder, length, variables) === undefined ? found : `\\${found}`;
    }
    const name = values.get(found);
    if (paths.includes(found) && name !== undefined) return `<${name}>`;
    if (found === home) return '<HOME>';
    if (MINUTE.test(found)) return '<minute>';
    return TIME.test(found) ? '<time>' : generalizeWord(found);
  });
}

function prefixOf(word: string, values: ReadonlyMap<string, string>): string | undefined {
  for (const [value, name] of values) {
    const least = ID.test(value) ? 4 : OID.test(value) ? 7 : Number.POSITIVE_INFINITY;
    if (word.length >= least && value.startsWith(word)) return `<${name}:${word.length}>`;
  }
  return undefined;
}
