/** Values of the session's shell variables by name. */
export type Variables = ReadonlyMap<string, string>;

/** What a generated value looks like; sources of regular expressions. */
export const SHAPES = {
  time: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`,
  minute: String.raw`\d{4}-\d\d-\d\d \d\d:\d\dZ`,
  stamp: '[0-7][0-9A-HJKMNP-TV-Z]{25}',
  id: '[a-z][0-9a-hjkmnp-tv-z]{9}',
  short: '[a-z][0-9a-hjkmnp-tv-z]{3,9}',
  oid: '(?:[0-9a-f]{40}|[0-9a-f]{64})',
} as const;

const SHAPE_BY_NAME: ReadonlyMap<string, string> = new Map(Object.entries(SHAPES));

/** Matches everything that may be a placeholder: a backslash before it, its name, its length. */
const PLACEHOLDER = /(\\?)<(\.\.\.|[A-Za-z_]\w*)(?::(\d+))?>/g;

/**
 * Tells what `<name>` or `<name:length>` matches: a variable of the session first, then a shape.
 * @returns the source of a regular expression; undefined where the text is no placeholder but plain text.
 */
export function resolvePlaceholder(
  name: string,
  length: string | undefined,
  variables: Variables,
): string | undefined {
  // An empty variable is most often a failed `a=$(…)`: as plain text it can't match by accident.
  const value = variables.get(name);
  if (value !== undefined && value !== '') {
    return escapeRegExp(length === undefined ? value : value.slice(0, Number(length)));
  }
  if (length !== undefined) return undefined;
  return name === '...' ? '[^]*' : SHAPE_BY_NAME.get(name);
}

/** Compiles one expected line to the pattern of the lines it accepts; `\<name>` stands for the plain text `<name>`. */
export function linePattern(text: string, variables: Variables): RegExp {
  let source = '';
  let end = 0;
  for (const found of text.matchAll(PLACEHOLDER)) {
    const [whole, backslash = '', name = '', length] = found;
    const meaning = resolvePlaceholder(name, length, variables);
    source += escapeRegExp(text.slice(end, found.index));
    if (meaning === undefined) source += escapeRegExp(whole);
    else source += backslash === '' ? meaning : escapeRegExp(whole.slice(1));
    end = found.index + whole.length;
  }
  return new RegExp(`^${source}${escapeRegExp(text.slice(end))}$`);
}

/** Lists the variables that a line names, with their values. */
export function namedVariables(text: string, variables: Variables): [string, string][] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, , name = '']) => {
    const value = variables.get(name);
    return value === undefined ? [] : [[name, value]];
  });
}

export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
