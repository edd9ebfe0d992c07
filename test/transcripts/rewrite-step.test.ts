import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runTranscript } from './run-transcript.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'git-task-runner-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Rewrites a transcript; what was written must then hold. */
async function rewrite(text: string): Promise<string> {
  const file = join(directory, 'session.txt');
  await writeFile(file, text);
  expect(await runTranscript(file, { write: true })).toBe('');
  expect(await runTranscript(file)).toBe('');
  return readFile(file, 'utf8');
}

describe('writing', () => {
  test('fills in what happened and keeps the rest', async () => {
    const before =
      '# A heading\n\n$ echo a; echo >&2; (exit 4)\n$ cat <<E\n> # b\n> E\n# end\n$ echo c\n<...>\n';
    const after =
      '# A heading\n\n$ echo a; echo >&2; (exit 4)\n? 4\na\n!\n$ cat <<E\n> # b\n> E\n\\# b\n# end\n$ echo c\n<...>\n';
    expect(await rewrite(before)).toBe(after);
  });

  test('keeps the lines that match, wildcards and all', async () => {
    const after = '$ seq 5; echo z\n<...>\n...\n5\nz\n';
    expect(await rewrite('$ seq 5; echo z\n<...>\n...\n5\ny\n')).toBe(after);
  });

  test('leaves the file alone where the session breaks off', async () => {
    const file = join(directory, 'broken.txt');
    await writeFile(file, '$ echo a\n$ exit 1\n');
    expect(await runTranscript(file, { write: true })).toContain('ended the shell');
    expect(await readFile(file, 'utf8')).toBe('$ echo a\n$ exit 1\n');
  });

  test.each([
    [`$a \${a:0:4} \${a:0:5}`, '<a> <a:4> <a:5>'],
    [`in $a: x\${a}x`, 'in <a>: xk7x2m4q9wdx'],
    ['m2p8x4q9wd m2p8', '<id> <short>'],
    ['a dependency', 'a dependency'],
    ['2026-11-20T04:22:40.521Z 01JD3YQ8Z0ABCDEFGHJKMNPQRS', '<time> <stamp>'],
    ['2026-11-20 04:22Z', '<minute>'],
    ['$HOME/x $(git rev-parse HEAD^{tree})', '<HOME>/x <oid>'],
    ['$head $(git rev-parse --short HEAD)', '<head> <head:7>'],
    ['show \\<id> \\<branch> \\<...>', 'show \\<id> <branch> \\<...>'],
    ['$n $who', '3 alice'],
  ])('puts names for values: %s', async (said, written) => {
    const setup = '$ a=k7x2m4q9wd n=3 who=alice head=$(git rev-parse HEAD)\n';
    const command = `$ echo "${said.replaceAll('\\<', '<')}"\n`;
    expect(await rewrite(setup + command)).toBe(`${setup + command + written}\n`);
  });
});
