import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runTranscript } from './run-transcript.ts';

/** Stands in for the program: prints its arguments, its directory and the environment that tests care about. */
const PROGRAM = `#!/bin/sh
echo "$*"
env | grep -E '^(NO_COLOR|FORCE_COLOR|CI|GIT_|TZ=|LC_ALL=)' | grep -v '^GIT_EXEC_PATH' | sort
`;

let directory: string;
let count = 0;

beforeAll(async () => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI', 'GIT_TASK_ACTOR', 'GIT_DIR']) vi.stubEnv(name, '1');
  directory = await mkdtemp(join(tmpdir(), 'git-task-runner-'));
  await writeFile(join(directory, 'program'), PROGRAM, { mode: 0o755 });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

async function run(text: string, limitSeconds?: number): Promise<string> {
  const program = join(directory, 'program');
  count += 1;
  const file = join(directory, `session-${count}.txt`);
  await writeFile(file, text);
  return runTranscript(file, { program, ...(limitSeconds && { limitSeconds }) });
}

const AS_WRITTEN: Record<string, string> = {
  'stdout, stderr and status': '$ echo out; echo "an error" >&2; (exit 4)\n? 4\nout\n! an error\n',
  'no output, status 0': '# nothing\n\n$ true\n',
  'variables carry over': `$ a=k7x2m4q9wd\n$ echo "$a is \${a:0:4}"\n<a> is <a:4>\n`,
  'a variable goes before a shape': '$ id=something\n$ echo something some\n<id> <id:4>\n',
  'functions and cd carry over': '$ f() { echo f; }\n$ mkdir sub; cd sub\n$ f; pwd\nf\n<HOME>/repo/sub\n',
  'the status carries over': '$ (exit 3)\n? 3\n$ echo $?\n3\n',
  'a here-doc with a blank line': '$ cat <<EOF\n> one\n>\n> two\n> EOF\none\n\\\ntwo\n',
  'several lines': '$ for i in 1 2; do\n>   echo $i\n> done\n1\n2\n',
  'marks at the start of output':
    "$ printf '%s\\n' '$ a' '> b' '! c' '? 4' '# d' ... '\\'\n\\$ a\n\\> b\n\\! c\n\\? 4\n\\# d\n\\...\n\\\\\n",
  'any lines': '$ seq 9\n1\n...\n5\n...\n9\n...\n',
  'any text': '$ echo "a (b) c"\na <...> c\n',
  shapes:
    '$ echo 2026-11-20T04:22:40.521Z 01JD3YQ8Z0ABCDEFGHJKMNPQRS k7x2m4q9wd k7x2\n<time> <stamp> <id> <short>\n$ git rev-parse HEAD\n<oid>\n',
  'plain text in angle brackets': "$ echo '<branch> <id>'\n<branch> \\<id>\n",
  'commands read nothing': '$ cat\n$ read -r x\n? 1\n',
  'a background job and wait': '$ sleep 0.1 &\n$ job=$!\n$ wait $job\n',
  'late output belongs to the command that started the job':
    '$ (sleep 0.2; echo late) &\nlate\n$ echo soon\nsoon\n$ wait\n',
  'jobs are stopped at the end': '$ (echo begun; exec sleep 600) &\nbegun\n$ sleep 0.1\n',
  'a killed job': '$ sleep 600 & kill $!\n$ wait $!\n? 143\n! ...\n',
  'a syntax error does not end the session': "$ echo 'open\n? 2\n! ...\n$ echo next\nnext\n",
  'a repository with one commit':
    '$ git log --format="%an <%ae> %s%d"\nAlice Example <...> Initial commit (HEAD -> main)\n',
  'an empty directory':
    '# setup: none\n$ ls -A; basename "$PWD"\nrepo\n$ git status\n? 128\n! fatal: not a git <...>\n',
  'the program, directly and through git':
    '$ git-task a b\na b\nGIT_CONFIG_NOSYSTEM=1\nLC_ALL=C.UTF-8\nTZ=UTC\n$ git task c | head -1\nc\n',
};

test.each(Object.entries(AS_WRITTEN))('as written: %s', async (_, text) => {
  expect(await run(text)).toBe('');
});

test('the notation is as its own page says', async () => {
  expect(await runTranscript(join(import.meta.dirname, 'notation.txt'))).toBe('');
});

describe('mismatches', () => {
  test('show file, line, command, expected and actual', async () => {
    const report = await run('# heading\n\n$ echo a; echo b; echo c\na\nB\nc\n');
    expect(report).toMatch(/session-\d+\.txt:3\n/);
    expect(report.split('\n').slice(1)).toEqual([
      '  $ echo a; echo b; echo c',
      '  stdout (- expected, + actual):',
      '      a',
      '    - B',
      '    + b',
      '      c',
    ]);
  });

  test('name the status and the words that came with it', async () => {
    const report = await run('$ ls missing\n! ...\n');
    expect(report).toContain('status: expected 0, got 2');
    expect(await run('$ echo why >&2; (exit 2)\n! why\n')).toMatch(/got 2\n.*stderr.*\n {6}why$/);
  });

  test('tell the values of variables', async () => {
    const report = await run('$ a=k7x2\n$ echo other\n<a>\n');
    expect(report).toContain('- <a>\n    + other\n  where <a> is k7x2');
  });

  test.each([
    ['output that is not expected', '$ echo a\n', '+ a'],
    ['errors that are not expected', '$ echo a >&2\n', 'stderr (- expected, + actual):\n    + a'],
    ['output that is missing', '$ true\na\n', '- a'],
    ['an empty variable', '$ a=\n$ echo\n<a>\n', '- <a>'],
    ['a shape', '$ echo K7X2M4Q9WD\n<id>\n', '+ K7X2M4Q9WD'],
  ])('are found: %s', async (_, text, shown) => {
    expect(await run(text)).toContain(shown);
  });

  test('show control characters', async () => {
    expect(await run("$ printf 'a\\t\\033[1mb\\n'\na b\n")).toContain('+ a\\t\\u001b[1mb');
  });

  test('are all reported', async () => {
    expect((await run('$ echo a\n\n$ echo b\nb\n$ echo c\n')).match(/txt:\d/g)).toEqual(['txt:1', 'txt:5']);
  });

  test('a command that never ends', async () => {
    const report = await run('$ echo begun; sleep 600\n$ true\n', 0.3);
    expect(report).toMatch(/txt:1\n.*sleep 600\n.*still ran after 0.3 s\nstdout so far:\nbegun/);
  });

  test('a command that ends the shell', async () => {
    expect(await run('$ true\n$ exit 3\n$ true\n')).toMatch(/txt:2\n.*exit 3\n.*ended the shell/);
  });
});

test.each([
  ['a\n', ':1: this line belongs to no command'],
  ['$ a\n\nb\n', ':3: this line belongs to no command'],
  ['$ a\nb\n> c\n', ":3: a command can't go on"],
  ['$ a\n$b\n', ':2: write output that starts with "$"'],
])('what cannot be parsed is refused: %j', async (text, message) => {
  await expect(run(text)).rejects.toThrow(message);
});
