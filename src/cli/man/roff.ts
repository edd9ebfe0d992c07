/** One paragraph of man's macro language (man(7)). */
export type Roff = string;

/** Escapes make it longer. */
const LINE = 64;

/** Text that roff takes as it is: no request, no escape, hyphens that can be copied. Every character of ours is ASCII after it. */
export function escapeRoff(text: string): Roff {
  return text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/[^\0-\x7f]/gu, (character) => `\\[u${codeOf(character)}]`)
    .replace(/^([.'])/gm, '\\&$1');
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** As source lines of roff are best: short ones, broken between words. */
function wrapped(text: string): Roff {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length >= LINE) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return escapeRoff(lines.join('\n'));
}

/** A macro's argument: one word for roff, whatever blanks and quotes it holds. */
function quoteRoff(text: string): Roff {
  return `"${escapeRoff(text).replace(/"/g, '\\(dq')}"`;
}

/** Lines that stay as they are. */
export function verbatim(lines: readonly string[]): Roff {
  return ['.PP', '.RS 4', '.nf', ...lines.map(escapeRoff), '.fi', '.RE'].join('\n');
}

/** A paragraph with what it is about in front of it; the name in bold. */
export function tagged(name: string, text: string): Roff {
  return ['.TP', `.B ${quoteRoff(name)}`, wrapped(text)].join('\n');
}

export function paragraph(text: string): Roff {
  return `.PP\n${wrapped(text)}`;
}

export interface Section {
  readonly heading: string;
  readonly body: readonly Roff[];
}

/** What a page is of. */
export interface Edition {
  readonly version: string;
  /** yyyy-mm-dd */
  readonly date: string;
}

/** One page of section 1. */
export function page(
  name: string,
  about: string,
  { version, date }: Edition,
  sections: readonly Section[],
): string {
  return `${[
    `.TH ${quoteRoff(name.toUpperCase())} 1 "${date}" ${quoteRoff(`git-task ${version}`)} "git-task Manual"`,
    // No paragraph is filled to both edges, and no word is cut.
    '.ad l',
    '.nh',
    '.SH NAME',
    `${escapeRoff(name)} \\-\n${wrapped(about)}`,
    ...sections.flatMap(({ heading, body }) => [`.SH ${quoteRoff(heading)}`, ...body.map(first)]),
  ].join('\n')}\n`;
}

/** A section's head is a paragraph's head by itself. */
function first(body: Roff, at: number): Roff {
  return at === 0 ? body.replace(/^\.PP\n/, '') : body;
}
