import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LAUNCHER } from '../call-program.ts';
import { testEnv } from '../temp-repository.ts';

/** A line as somebody typed it, the cursor at its end; what the shell would put into it, one candidate each. */
export interface Shell {
  readonly name: string;
  readonly present: boolean;
  /** Candidates as the shell would insert them in place of the last word, quotes included. */
  complete(line: string, cwd: string): readonly string[];
  /** What the shell makes of words that were inserted. */
  read(words: readonly string[], cwd: string): readonly string[];
}

const shellEnv = {
  ...testEnv,
  PATH: `${dirname(LAUNCHER)}:${testEnv.PATH ?? ''}`,
  LC_ALL: 'C.UTF-8',
  TERM: 'xterm',
};

export function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

function run(file: string, args: readonly string[], cwd: string, input = ''): readonly string[] {
  const child = spawnSync(file, args, { cwd, env: shellEnv, encoding: 'utf8', input });
  if (child.status !== 0) throw new Error(`${file}: ${child.status}: ${child.stdout}${child.stderr}`);
  return child.stdout.replace(/\n$/, '').split('\n');
}

/** As bash cuts a line: at blanks, and at = : and @; quotes keep both together. */
function bashWords(line: string): readonly string[] {
  const words = line.match(/[=:@]|(?:"[^"]*"?|'[^']*'?|\\.|[^\s=:@"'\\])+/g) ?? [];
  return /\s$/.test(line) ? [...words, ''] : words;
}

const BASH = `
shopt -s extglob
[[ -n $4 ]] && source "$4"
source <(git-task completion bash)
COMP_LINE=$1 COMP_POINT=\${#1} COMP_TYPE=\${2} COMP_KEY=9
mapfile -t COMP_WORDS <<<"$3"
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
found=$(complete -p "\${COMP_WORDS[0]}"); found=\${found##*-F }
\${found%% *} "\${COMP_WORDS[0]}" "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
((\${#COMPREPLY[@]} == 0)) || printf '%s\\n' "\${COMPREPLY[@]}"
`;

/**
 * Calls the very function that bash would, with what bash would tell it.
 *
 * @param source git's own completion script
 * @param type 9 for a first tab, 63 for the one that lists
 */
export function completeInBash(line: string, cwd: string, source = '', type = 9): readonly string[] {
  const words = bashWords(line).join('\n');
  const found = run('bash', ['--norc', '-c', BASH, 'bash', line, String(type), words, source], cwd);
  return found.length === 1 && found[0] === '' ? [] : found;
}

export const bash: Shell = {
  name: 'bash',
  present: has('bash'),
  complete: completeInBash,
  read: (words, cwd) => run('bash', ['--norc', '-c', `printf '%s\\n' ${words.join(' ')}`], cwd),
};

/** Types each line into an interactive zsh on a terminal, presses tab, and keeps the line as it then is. */
const ZSH = `
zmodload zsh/zpty
zpty -b inner zsh -f -i
zpty -w inner "source $1/init"
while IFS= read -r line; do
  zpty -w -n inner "$line"$'\\t'$'\\x14'
done <$1/lines
zpty -w -n inner $'\\x19'
until [[ -e $1/over ]]; do zpty -r -t inner ignored || sleep 0.02; done
zpty -d inner
`;
const ZSH_INIT = (dir: string): string => `
autoload -Uz compinit; compinit -D -u
source <(git-task completion zsh)
keep() { print -r -- "$BUFFER" >>${dir}/kept; BUFFER='' }
over() { : >${dir}/over }
zle -N keep; zle -N over; bindkey '^T' keep '^Y' over
`;

/** The lines as they are after a tab, in one interactive zsh. */
export function typeInZsh(lines: readonly string[], cwd: string): readonly string[] {
  const dir = mkdtempSync(join(testEnv.HOME ?? '', 'zsh-'));
  writeFileSync(join(dir, 'init'), ZSH_INIT(dir));
  writeFileSync(join(dir, 'lines'), lines.map((line) => `${line}\n`).join(''));
  run('zsh', ['-f', '-c', ZSH, 'zsh', dir], cwd);
  return readFileSync(join(dir, 'kept'), 'utf8').replace(/\n$/, '').split('\n');
}

export const fish: Shell = {
  name: 'fish',
  present: has('fish'),
  complete: (line, cwd) => {
    const script = 'git-task completion fish | source; complete --escape -C "$argv[1]"';
    const found = run('fish', ['-c', script, line], cwd);
    return found.map((one) => one.split('\t')[0] ?? '').filter((one) => one !== '');
  },
  read: (words, cwd) => run('fish', ['--no-config', '-c', `printf '%s\\n' ${words.join(' ')}`], cwd),
};
