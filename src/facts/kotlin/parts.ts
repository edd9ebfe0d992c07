import type { Annotation, JavaField, JavaParameter, Member } from '../java/class-shapes.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  (
    'public protected private internal abstract open final override sealed data inner enum annotation companion const ' +
    'lateinit suspend inline noinline crossinline operator infix tailrec external value expect actual vararg'
  ).split(' '),
);
/** What a declaration begins with, behind its modifiers. */
const DECLARING: ReadonlySet<string> = new Set(
  'class interface object fun val var constructor init typealias'.split(' '),
);
const HIDDEN = /^(private|protected|internal)$/;
/** More annotations and modifiers than anybody puts in front of one thing. */
const MOST = 40;
/** More tokens than a list of types has; a sign that only compares has no end. */
const LONGEST_LIST = 500;

/** What stands in front of a declaration, and the index behind it. */
interface Front extends Pick<Member, 'annotations' | 'from'> {
  readonly modifiers: Set<string>;
  readonly to: number;
}

/** The index behind a list of types; the same where there is none. */
export function afterAngles(source: PlainSource, open: number): number {
  if (!source.is(open, '<')) return open;
  let depth = 0;
  const end = Math.min(source.tokens.length, open + LONGEST_LIST);
  for (let at = open; at < end; at = source.after(at)) {
    if (source.is(at, '<')) depth += 1;
    else if (source.is(at, '>')) {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (source.is(at, '{') || source.isCloser(at) || DECLARING.has(source.word(at) ?? '')) break;
  }
  return open + 1;
}

/** `@GetMapping("/x")`, `@field:Column(name = "x")` */
function annotationAt(source: PlainSource, from: number): Annotation {
  let at = source.is(from + 2, ':') ? from + 3 : from + 1;
  if (source.is(at, '[')) return { name: '', all: { from, to: source.after(at) } };
  while (source.word(at) !== undefined && source.is(at + 1, '.')) at += 2;
  const to = afterAngles(source, at + 1);
  // Behind a blank it is no list of arguments: `@Inject (A) -> B`.
  const open = source.is(to, '(') && source.at(to).start === source.at(to - 1).end ? to : undefined;
  return {
    name: source.word(at) ?? '',
    all: { from, to: open === undefined ? to : source.after(open) },
    ...(open !== undefined && { open }),
  };
}

/** Reads annotations and modifiers, also `val` and `var` where those are as little as that. */
export function readFront(source: PlainSource, start: number, end: number, more?: RegExp): Front {
  const annotations: Annotation[] = [];
  const modifiers = new Set<string>();
  let [from, at] = [start, start];
  while (at < end && annotations.length < MOST) {
    const word = source.word(at);
    if (source.is(at, '@')) {
      const found = annotationAt(source, at);
      annotations.push(found);
      at = found.all.to;
      if (modifiers.size === 0) from = at;
      continue;
    }
    if (word === 'context' && source.is(at + 1, '(')) {
      at = source.after(at + 1);
      continue;
    }
    const known = word !== undefined && (MODIFIERS.has(word) || more?.test(word) === true);
    // Such words are names, too: `data: Data`.
    if (!known || source.is(at + 1, ':')) break;
    modifiers.add(word);
    at += 1;
  }
  if (![...modifiers].some((word) => HIDDEN.test(word))) modifiers.add('public');
  return { annotations, modifiers, from, to: Math.min(at, end) };
}

/** Tells whether a declaration begins at a token that is the first of its line. */
export function beginsDeclaration(source: PlainSource, at: number): boolean {
  if (source.at(at).line <= source.at(at - 1).endLine) return false;
  const word = source.word(at);
  if (word === undefined) return source.is(at, '@');
  // `context(Scope) fun …`
  const behind = word === 'context' && source.is(at + 1, '(') ? source.word(source.after(at + 1)) : word;
  if (behind !== word) return behind !== undefined && (DECLARING.has(behind) || MODIFIERS.has(behind));
  if (!MODIFIERS.has(word)) return DECLARING.has(word);
  const next = source.at(at + 1);
  return next.kind === 'name' || next.text === '@';
}

/** Where a declaration ends that goes on at `from`: in front of the next one, or at a semicolon. */
export function endOfDeclaration(source: PlainSource, from: number, end: number): number {
  let at = from;
  while (at < end && !source.is(at, ';') && !source.isCloser(at) && !beginsDeclaration(source, at))
    at = source.after(at);
  return Math.min(at, end);
}

/** What a class is derived from, without type arguments. */
export function supertypesIn(source: PlainSource, { from, to }: Range): string[] {
  const found: string[] = [];
  for (let at = from; at < to; ) {
    if (source.is(at, '@')) at = annotationAt(source, at).all.to;
    let name = source.word(at) ?? '';
    for (at += 1; source.is(at, '.'); at += 2) name += `.${source.word(at + 1) ?? ''}`;
    if (name !== '') found.push(name);
    at = afterAngles(source, at);
    while (at < to && !source.is(at, ',')) at = source.after(at);
    at += 1;
  }
  return found;
}

/** What stands within a bracket, split at commas outside of lists of types. */
function partsOf(source: PlainSource, open: number): Range[] {
  const { from, to } = source.inside(open);
  const parts: Range[] = [];
  let start = from;
  for (let at = from; at < to; ) {
    if (source.is(at, ',')) {
      if (at > start) parts.push({ from: start, to: at });
      start = at + 1;
    }
    const behind = source.is(at, '<') ? afterAngles(source, at) : source.after(at);
    at = behind > to ? at + 1 : behind;
  }
  if (start < to) parts.push({ from: start, to });
  return parts;
}

/** A parameter as it is declared, with its value and what stands in front of it. */
function parameterIn(
  source: PlainSource,
  all: Range,
): { readonly front: Front; readonly parameter: JavaParameter; readonly value?: Range } {
  const front = readFront(source, all.from, all.to, /^va[lr]$/);
  const { to: at } = front;
  const typed = Math.min(source.is(at + 1, ':') ? at + 2 : at + 1, all.to);
  const equals = Math.max(source.find({ from: typed, to: all.to }, '='), typed);
  const parameter = { name: source.word(at) ?? '', all, type: { from: typed, to: equals } };
  return { front, parameter, ...(equals < all.to && { value: { from: equals + 1, to: all.to } }) };
}

export function parametersOf(source: PlainSource, open: number): JavaParameter[] {
  return partsOf(source, open).map((part) => parameterIn(source, part).parameter);
}

/** The properties that a constructor's parameters are. */
export function componentsOf(source: PlainSource, open: number): JavaField[] {
  return partsOf(source, open).flatMap((part): JavaField[] => {
    const { front, parameter, value } = parameterIn(source, part);
    const { annotations, modifiers, from } = front;
    if (!modifiers.has('val') && !modifiers.has('var')) return [];
    return [{ ...parameter, annotations, modifiers, from, ...(value && { value }) }];
  });
}
