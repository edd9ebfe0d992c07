import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realGit } from '../git-wrapper.ts';
import { testEnv } from '../temp-repository.ts';

/** Shell lines for each way in which a git process, or the program that waits for it, comes to its end. */
const ENDS = {
  'the program is killed before git begins': 'kill -9 $PPID; exit 1',
  'git is killed before it begins': 'kill -9 $$',
  'the program is killed when git has ended': '"$GIT" "$@"; kill -9 $PPID; exit 1',
  'git has done its work but is killed before it can say so': '"$GIT" "$@"; kill -9 $$',
  'git has done its work, said nothing, and is killed': '"$GIT" "$@" >/dev/null; kill -9 $$',
} as const;

export type End = keyof typeof ENDS;
export const ends = Object.keys(ENDS) as readonly End[];

/** Where in its input a git is cut off. */
export interface Cut {
  /** Part of the input that git still gets. */
  readonly at: number;
  /** Whether the program dies with it, or only git; or nobody, and the input just ends. */
  readonly killed: 'git' | 'program' | 'nobody';
}

/** A `git` for the PATH that fails once, and a way to ask what it was called with. */
export interface ShakyGit {
  readonly env: Readonly<Record<string, string>>;
  /** The arguments of every call so far. */
  calls(): readonly string[];
}

/** Makes a `git` that runs the sh lines first; $CALL is the number of the call, $GIT the real one. */
export function makeGit(dir: string, body: string): ShakyGit {
  const bin = join(dir, 'shaky-bin');
  const log = join(dir, 'shaky-log');
  mkdirSync(bin, { recursive: true });
  writeFileSync(log, '');
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\nGIT=${realGit}\necho "$*" | tr '\\n' ' ' >>${log}\necho >>${log}\nCALL=$(wc -l <${log})\n${body}\nexec "$GIT" "$@"\n`,
  );
  chmodSync(join(bin, 'git'), 0o755);
  return {
    env: { PATH: `${bin}:${testEnv.PATH}` },
    calls: () => readFileSync(log, 'utf8').trimEnd().split('\n'),
  };
}

/** A git that only keeps a list of its calls. */
export function makeListeningGit(dir: string): ShakyGit {
  return makeGit(dir, '');
}

/** A git whose `call`-th call (from 1) ends in one of the ways, and which works from then on. */
export function makeShakyGit(dir: string, call: number, end: End): ShakyGit {
  return makeGit(dir, `if [ "$CALL" -eq ${call} ]; then\n${ENDS[end]}\nfi`);
}

/** A git whose first fast-import gets only part of its input. */
export function makeCutGit(dir: string, { at, killed }: Cut): ShakyGit {
  const after = {
    // The reader sees a pipe that stays open, so it has taken all it got when it is killed.
    git: 'exec 3>"$PIPE"; head -c "$KEPT" <"$WHOLE" >&3; sleep 0.05; kill -9 $CHILD; wait $CHILD; kill -9 $$',
    program:
      'exec 3>"$PIPE"; head -c "$KEPT" <"$WHOLE" >&3; sleep 0.05; kill -9 $PPID; kill -9 $CHILD; exit 1',
    nobody: 'head -c "$KEPT" <"$WHOLE" >"$PIPE"; wait $CHILD; exit',
  }[killed];
  const once = join(dir, 'shaky-once');
  return makeGit(
    dir,
    `case " $* " in *" fast-import "*) if mkdir ${once} 2>/dev/null; then
WHOLE=${join(once, 'whole')} PIPE=${join(once, 'pipe')}
cat >"$WHOLE"
KEPT=$(( $(wc -c <"$WHOLE") * ${Math.round(at * 1000)} / 1000 ))
mkfifo "$PIPE"
"$GIT" "$@" <"$PIPE" & CHILD=$!
${after}
fi; esac`,
  );
}
