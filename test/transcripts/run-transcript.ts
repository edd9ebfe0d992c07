import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { type Actual, compareStep, formatMismatch } from './compare-step.ts';
import { findIds } from './generalize-output.ts';
import { parseTranscript, type Step, type Transcript } from './parse-transcript.ts';
import { rewriteStep } from './rewrite-step.ts';
import { makeShellEnvironment } from './shell-environment.ts';
import { openShell, type Ran } from './shell-session.ts';

export interface RunOptions {
  /** What `git-task` is in the session; this checkout's launcher where not given. */
  readonly program?: string;
  /** Rewrites the file with what really happened, instead of reporting it. */
  readonly write?: boolean;
  /** Seconds that one command may take. */
  readonly limitSeconds?: number;
}

interface Session {
  readonly home: string;
  /** Variables that were there before the first command. */
  readonly given: ReadonlySet<string>;
  readonly actuals: ReadonlyMap<Step, Actual>;
  /** Why the session could not go on to its end. */
  readonly failure: string | undefined;
}

/**
 * Runs a transcript in a home and a shell of its own.
 * @returns the mismatches to show to a person; empty where all is as written, or was rewritten.
 * @throws Error where the file can't be parsed.
 */
export async function runTranscript(file: string, options: RunOptions = {}): Promise<string> {
  const name = relative(process.cwd(), file);
  const transcript = parseTranscript(await readFile(file, 'utf8'), name);
  const session = await runSession(transcript, name, options);
  if (options.write && session.failure === undefined) {
    await writeFile(file, rewriteTranscript(transcript, session));
    return '';
  }
  const reports = [...session.actuals].flatMap(([step, actual]) => {
    const comparison = compareStep(step, actual);
    return comparison.matches ? [] : [formatMismatch(name, step, comparison, actual.variables)];
  });
  if (session.failure !== undefined) reports.push(session.failure);
  return reports.join('\n\n');
}

async function runSession(transcript: Transcript, name: string, options: RunOptions): Promise<Session> {
  const { program, limitSeconds = 60 } = options;
  const environment = await makeShellEnvironment({ program, repository: transcript.repository });
  try {
    const shell = await openShell(environment);
    const ran = new Map<Step, Ran>();
    let given: ReadonlySet<string> = new Set();
    let failure: string | undefined;
    try {
      given = new Set((await shell.run(':', limitSeconds)).variables.keys());
      for (const step of transcript.passages) {
        if (step.kind === 'prose') continue;
        try {
          ran.set(step, await shell.run(step.command, limitSeconds));
        } catch (error) {
          failure = [`${name}:${step.line}`, ...step.source, String(error)].join('\n  ');
          break;
        }
      }
    } finally {
      await shell.end();
    }
    // Read only now: what a background job prints belongs to the command that started it, however late it comes.
    const actuals = new Map<Step, Actual>();
    for (const [step, { number, status, variables }] of ran) {
      const { stdout, stderr } = await shell.output(number);
      actuals.set(step, { status, variables, stdout: splitLines(stdout), stderr: splitLines(stderr) });
    }
    return { home: environment.root, given, actuals, failure };
  } finally {
    await environment.remove();
  }
}

function rewriteTranscript({ passages }: Transcript, { home, given, actuals }: Session): string {
  const ids = new Set<string>();
  const lines = passages.flatMap((passage) => {
    if (passage.kind === 'prose') return [passage.raw];
    const actual = actuals.get(passage);
    if (actual === undefined) return [...passage.source, ...passage.block];
    const { variables } = actual;
    const own = [...variables.keys()].filter((name) => !given.has(name) && !/^(?:_|OLDPWD$)/.test(name));
    const said = [...actual.stdout, ...actual.stderr, ...own.map((name) => variables.get(name))];
    for (const id of findIds(said.join('\n'))) ids.add(id);
    return rewriteStep(passage, compareStep(passage, actual), { home, variables, own, ids });
  });
  return `${lines.join('\n')}\n`;
}

function splitLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
