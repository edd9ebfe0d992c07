import { expect, test } from 'vitest';
import { parseCommit } from './commit-object.ts';

const tree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

function commit(lines: readonly string[], encoding: BufferEncoding = 'utf8') {
  return parseCommit(Buffer.from(lines.join('\n'), encoding));
}

test('a merge with a signature', () => {
  const author = 'author Zoë <z@x> 5 +0200';
  const committer = 'committer Bo <b@x> 1700000000 +0000';
  const signature = ['gpgsig -----BEGIN', ' parent none', ' -----END'];
  const lines = [
    `tree ${tree}`,
    'parent a1',
    'parent b2',
    author,
    committer,
    ...signature,
    '',
    'Sub',
    '',
    'body',
  ];
  expect(commit(lines)).toEqual({
    tree,
    parents: ['a1', 'b2'],
    authorName: 'Zoë',
    authorEmail: 'z@x',
    committerName: 'Bo',
    time: 1_700_000_000,
    zone: '+0000',
    message: 'Sub\n\nbody',
  });
});

test('another encoding, an empty identity, no message', () => {
  const lines = [`tree ${tree}`, 'author Zo\xeb <> 5 +0000', 'committer  <> 6 +0000', 'encoding ISO-8859-1'];
  expect(commit([...lines, '', 'gr\xfc\xdfe'], 'latin1')).toMatchObject({
    authorName: 'Zoë',
    message: 'grüße',
  });
  expect(commit(lines, 'latin1')).toMatchObject({ authorEmail: '', time: 6, message: '' });
});
