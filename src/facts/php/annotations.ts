/** `@Route("/x", methods={"GET"})` in a comment in front of a class or method. */
export interface Annotation {
  /** As written. */
  readonly name: string;
  readonly path?: string;
  readonly methods: readonly string[];
}

const LONGEST_COMMENT = 5000;
const ANNOTATION = /@([A-Za-z][\w\\]{0,80})\(/g;

/** What stands in parentheses from an index on; texts in double quotes may hold others. */
function inside(text: string, from: number): string {
  let [depth, quoted] = [1, false];
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return text.slice(from, at);
  }
  return '';
}

/** The last doc comment in a text, without the stars in front of its lines. */
function lastComment(text: string): string {
  const begin = text.lastIndexOf('/**');
  if (begin === -1 || text.length - begin > LONGEST_COMMENT) return '';
  return text.slice(begin).replace(/\n[ \t]*\*/g, '\n');
}

/** Reads the annotations of the last doc comment in a text. */
export function annotationsIn(text: string): Annotation[] {
  const comment = lastComment(text);
  const found: Annotation[] = [];
  for (const match of comment.matchAll(ANNOTATION)) {
    if (found.length > 20) break;
    const given = inside(comment, match.index + match[0].length);
    const path = /^\s*(?:(?:path|value)\s*=\s*)?"([^"]{0,300})"/.exec(given)?.[1];
    const listed = /\bmethods\s*=\s*(\{[^}]{0,200}\}|"[^"]{0,100}")/.exec(given)?.[1] ?? '';
    const methods = (match[1] ?? '') === 'Method' ? given : listed;
    found.push({
      name: match[1] ?? '',
      ...(path !== undefined && { path }),
      methods: [...methods.matchAll(/[A-Za-z]{3,7}/g)].map(([method]) => method.toUpperCase()),
    });
  }
  return found;
}

/** `@ORM\\Column(name="x", nullable=true)`, also within another one: what it is given, by name; '' for what has none. */
export interface DocAnnotation {
  readonly name: string;
  readonly given: ReadonlyMap<string, string>;
}

/** Reads all annotations of the last doc comment in a text, those without parentheses too. */
export function docAnnotationsIn(text: string): DocAnnotation[] {
  const comment = lastComment(text);
  const found: DocAnnotation[] = [];
  for (const match of comment.matchAll(/@([A-Za-z][\w\\]{0,80})(\(?)/g)) {
    if (found.length > 20) break;
    const given = match[2] === '' ? '' : inside(comment, match.index + match[0].length);
    found.push({ name: match[1] ?? '', given: givenIn(given) });
  }
  return found;
}

/** Splits `name="x", nullable=true` at its commas, but for those within quotes, braces and parentheses. */
function givenIn(text: string): Map<string, string> {
  const given = new Map<string, string>();
  let [depth, quoted, start] = [0, false, 0];
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    else if (quoted && at < text.length) continue;
    else if (char === '{' || char === '(') depth += 1;
    else if (char === '}' || char === ')') depth -= 1;
    if (at < text.length && (char !== ',' || depth > 0)) continue;
    const part = text.slice(start, at).trim();
    const [, key = '', value = part] = /^(\w{1,80})\s*=\s*(\S.*)$/s.exec(part) ?? [];
    if (part !== '') given.set(key, value.replace(/^"([^"]*)"$/, '$1').replace(/\s+/g, ' '));
    start = at + 1;
  }
  return given;
}
