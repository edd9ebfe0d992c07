import { isMethod } from './endpoint.ts';
import { guessRelation, readRelation } from './relation.ts';
import { KINDS, readKind } from './resource-name.ts';

function knownKind(word: string): string | undefined {
  const read = readKind(word);
  const kind = 'kind' in read ? read.kind : read.meant;
  return KINDS.find((known) => known === kind);
}

/** Guesses the kind of a bare name by its looks. */
function kindOfName(name: string): string {
  const first = /^\S*/.exec(name)?.[0] ?? '';
  if (isMethod(first) || name.startsWith('/') || /^[a-z]+:\/\//i.test(name)) return 'endpoint';
  if (name.includes('#')) return 'symbol';
  if (/^-{1,2}\w/.test(name)) return 'flag';
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name)) return 'env';
  if (/\/|\.\w{1,5}$|[*?]/.test(name)) return 'file';
  return '<kind>';
}

/**
 * Guesses what a text that is no resource was meant to be: parts swapped, mistyped, missing, or set apart by spaces.
 *
 * @returns `relation:kind:name`, with `<placeholders>` for what cannot be known
 */
export function guessResource(text: string): string {
  const parts = /^([^\s:]+)[\s:]+(.+)$/s.exec(text);
  if (parts === null) return `modifies:${kindOfName(text)}:${text === '' ? '<name>' : text}`;
  const [, first = '', rest = ''] = parts;
  const [, second = '', separator = '', name = ''] = /^([^\s:]+)([\s:]+)(.+)$/s.exec(rest) ?? [];
  const kind = knownKind(first);
  const swapped = second === '' ? undefined : (readRelation(second) ?? (kind && guessRelation(second)));
  if (swapped !== undefined && readRelation(first) === undefined) {
    const read = readKind(first);
    if ('kind' in read) return `${swapped}:${read.kind}:${name}`;
  }
  if (kind !== undefined) return `modifies:${kind}:${rest}`;
  const relation = guessRelation(first);
  if (relation === undefined) {
    const ofSecond = knownKind(second);
    if (ofSecond !== undefined && separator.includes(':')) return `modifies:${ofSecond}:${name}`;
    return `modifies:${kindOfName(text)}:${text}`;
  }
  const read = second === '' ? {} : readKind(second);
  const meant = knownKind(second) ?? (separator.includes(':') && 'kind' in read ? read.kind : undefined);
  return meant === undefined ? `${relation}:${kindOfName(rest)}:${rest}` : `${relation}:${meant}:${name}`;
}
