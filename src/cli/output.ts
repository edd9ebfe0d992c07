import { displayText, escapeUnsafe, oneLine, replaceUnsafe } from '../domain/text.ts';
import type { GitTaskError } from '../errors.ts';
import type { Io } from './io.ts';

const SCHEMA = 'git-task/1';

export interface Format {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** What the one answer of a call is made of; only the part that was asked for is computed. */
export interface Answer {
  /** Kind of the JSON envelope. */
  readonly kind: string;
  readonly data: () => unknown;
  /** Full ids, for `--quiet`. */
  readonly ids?: () => readonly string[];
  /** Lines for people and pipes. */
  readonly text: () => readonly string[];
}

/** Data on stdout, talk on stderr. */
export class Output {
  readonly #io: Io;
  readonly format: Format;

  constructor(io: Io, format: Format) {
    this.#io = io;
    this.format = format;
  }

  answer({ kind, data, ids, text }: Answer): void {
    if (this.format.json) this.envelope(kind, data());
    else this.lines(this.format.quiet ? (ids?.() ?? []) : text());
  }

  envelope(kind: string, data: unknown): void {
    this.#io.stdout(this.enveloped(kind, data));
  }

  /** The envelope as text, for whoever writes it elsewhere. */
  enveloped(kind: string, data: unknown): string {
    return `${escapeUnsafe(JSON.stringify({ schema: SCHEMA, kind, data }))}\n`;
  }

  /** Prints a document byte for byte; what could move a cursor stays away from a terminal. */
  document(text: string): void {
    this.#io.stdout(this.#io.isTerminal.stdout ? displayText(text) : text);
  }

  lines(lines: readonly string[]): void {
    if (lines.length > 0) this.#io.stdout(`${lines.map(safeLine).join('\n')}\n`);
  }

  /** Says something that is no part of the answer; `--quiet` and `--json` do not silence it. */
  say(text: string): void {
    this.#io.stderr(`${safeLine(text)}\n`);
  }

  /** Says something friendly, unless `--quiet`. */
  hint(text: string): void {
    if (!this.format.quiet) this.say(text);
  }

  error(error: GitTaskError): void {
    const { code, message, hint, templates, retryable, details } = error;
    if (this.format.json) {
      const [template = null] = templates;
      const body = {
        code,
        message,
        hint: hint ?? null,
        template,
        alternatives: templates.slice(1),
        retryable,
        details,
      };
      this.#io.stdout(`${escapeUnsafe(JSON.stringify({ schema: SCHEMA, kind: 'error', error: body }))}\n`);
      return;
    }
    const head = `error: ${oneLine(message)}`;
    this.say(`${head.padEnd(72)}  ${code}`);
    if (hint !== undefined) this.say(`  hint: ${oneLine(hint)}`);
    for (const [at, template] of templates.entries())
      this.say(`  ${at === 0 ? 'try: ' : 'or:  '} ${oneLine(template)}`);
  }
}

/** The escape sequences that our own colours are made of. */
const OURS = /(\u001b\[(?:0|1|2|31|32|33|36)m)/;

/** The last guard before a terminal: text from other people never moves a cursor or turns the text. */
function safeLine(line: string): string {
  return line
    .split(OURS)
    .map((part, at) => (at % 2 === 1 ? part : replaceUnsafe(part)))
    .join('');
}
