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

/** Reads the annotations of the last doc comment in a text. */
export function annotationsIn(text: string): Annotation[] {
  const begin = text.lastIndexOf('/**');
  if (begin === -1 || text.length - begin > LONGEST_COMMENT) return [];
  const comment = text.slice(begin).replace(/\n[ \t]*\*/g, '\n');
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
