/** One expected line of output: as it stands in the file, and what it asks for (placeholders still in it). */
export interface ExpectedLine {
  readonly raw: string;
  readonly text: string;
  /** The line is a lone `...`: any number of lines may stand here. */
  readonly anyLines: boolean;
}

/** A command of the session and all that is expected of it. */
export interface Step {
  readonly kind: 'step';
  /** Line number of the `$ ` line, from 1. */
  readonly line: number;
  readonly command: string;
  /** The `$ ` and `> ` lines as they stand in the file. */
  readonly source: readonly string[];
  /** Everything below them, as it stands in the file. */
  readonly block: readonly string[];
  readonly status: number;
  readonly stdout: readonly ExpectedLine[];
  readonly stderr: readonly ExpectedLine[];
}

/** A blank line or a comment. */
export interface Prose {
  readonly kind: 'prose';
  readonly raw: string;
}

export interface Transcript {
  readonly passages: readonly (Step | Prose)[];
  /** False after `# setup: none`: the session begins in an empty directory. */
  readonly repository: boolean;
}

interface Draft {
  readonly line: number;
  readonly source: string[];
  readonly block: string[];
  readonly stdout: ExpectedLine[];
  readonly stderr: ExpectedLine[];
  status: number;
}

/** First characters that mean something to the parser, so that output starting so is written with a `\`. */
const MARKS = '$>!?#';

/**
 * Parses a transcript of a shell session.
 * @throws Error naming file and line where a line can't be understood.
 */
export function parseTranscript(text: string, file: string): Transcript {
  const passages: (Draft | Prose)[] = [];
  let step: Draft | undefined;
  for (const [index, raw] of text.replace(/\n$/, '').split('\n').entries()) {
    const fail = (why: string) => new Error(`${file}:${index + 1}: ${why}: ${raw}`);
    if (raw.startsWith('$ ')) {
      step = { line: index + 1, source: [raw], block: [], stdout: [], stderr: [], status: 0 };
      passages.push(step);
    } else if (raw === '' || raw.startsWith('#')) {
      step = undefined;
      passages.push({ kind: 'prose', raw });
    } else if (step === undefined) {
      throw fail('this line belongs to no command (a comment starts with "# ")');
    } else if (raw === '>' || raw.startsWith('> ')) {
      if (step.block.length > 0)
        throw fail('a command can\'t go on below its output (write "\\>" for output)');
      step.source.push(raw);
    } else {
      const problem = readExpectation(raw, step);
      if (problem !== undefined) throw fail(problem);
      step.block.push(raw);
    }
  }
  const finished = passages.map((passage) => ('kind' in passage ? passage : finish(passage)));
  const firstStep = finished.findIndex(({ kind }) => kind === 'step');
  const heading = finished.slice(0, firstStep === -1 ? undefined : firstStep);
  const repository = !heading.some((prose) => prose.kind === 'prose' && prose.raw.trim() === '# setup: none');
  return { passages: finished, repository };
}

function readExpectation(raw: string, step: Draft): string | undefined {
  if (raw === '!' || raw.startsWith('! ')) {
    const text = raw.slice(2);
    step.stderr.push({ raw, text, anyLines: text === '...' });
    return undefined;
  }
  const status = /^\? (\d+)$/.exec(raw)?.[1];
  if (status !== undefined) {
    step.status = Number(status);
    return undefined;
  }
  if (MARKS.includes(raw.charAt(0))) return `write output that starts with "${raw.charAt(0)}" with a "\\"`;
  step.stdout.push({ raw, text: unescapeLine(raw), anyLines: raw === '...' });
  return undefined;
}

function finish({ line, source, block, stdout, stderr, status }: Draft): Step {
  const command = source.map((raw) => raw.slice(2)).join('\n');
  return { kind: 'step', line, command, source, block, status, stdout, stderr };
}

function unescapeLine(raw: string): string {
  return /^\\(?:$|[$>!?#\\.])/.test(raw) ? raw.slice(1) : raw;
}

/** Writes a line of stdout such that {@link parseTranscript} reads it back as output. */
export function escapeLine(text: string): string {
  return /^(?:$|[$>!?#]|\\(?:$|[$>!?#\\.])|\.\.\.$)/.test(text) ? `\\${text}` : text;
}
