import { formatEvents } from '../../src/codec/event-file.ts';
import { eventsPath, taskFolder, taskPath } from '../../src/codec/paths.ts';
import { OWN_ZONE } from '../../src/git/fast-import-stream.ts';
import { git } from '../temp-repository.ts';
import { type Row, row, stray } from './hostile-files.ts';
import { commitRaw, eventOf, gitInput, stampAt } from './hostile-history.ts';
import {
  blob,
  eventPath,
  eventText,
  evil,
  evilTree,
  good,
  hub,
  id,
  NEW_ID,
  sound,
  taskText,
  treeOf,
  writeTree,
} from './hostile-world.ts';

const HOUR = 3_600_000;
const FUTURE = stampAt(Date.now() + 25 * HOUR);
const TWIN = stampAt(Date.now() + HOUR);
const FUTURE_ISO = /is stamped 20\d\d-/;

/** Files that are not where, what or how they should be. */
export const TREE: readonly Row[] = [
  row('an event changed', 'was changed: an event never is', () =>
    evil([{ path: eventPath, content: eventText.replace('Shared', 'Sham') }]),
  ),
  row(
    'an event changed, and changed back',
    'was changed: an event never is',
    () => {
      const changed = evil([{ path: eventPath, content: eventText.replace('Shared', 'Sham') }]);
      return evil([{ path: eventPath, content: eventText }], { parents: [changed] });
    },
    {},
  ),
  row('an event removed', 'was removed: nothing on this branch is', () => evil([{ path: eventPath }])),
  row('a bad event added and removed again', 'was removed: nothing on this branch is', () => {
    const path = eventsPath(id, stampAt(Date.now()));
    return evil([{ path }], { parents: [evil([{ path, content: 'evil: [\n' }])] });
  }),
  row('an event lost in a merge', 'was removed: nothing on this branch is', () => {
    const side = evil([{ path: 'x.md', content: 'x' }]);
    const lossy = commitRaw(hub, [{ path: eventPath }], { parents: [good, side] });
    return lossy;
  }),
  row('an event renamed', 'was removed: nothing on this branch is', () => {
    const path = eventsPath(id, stampAt(Date.now()));
    return evil([{ path: eventPath }, { path, content: eventText }]);
  }),
  row('an event copied under another name', 'does not begin with the event it is named after', () =>
    evil([{ path: eventsPath(id, stampAt(Date.now())), content: eventText }]),
  ),
  row('a task removed', 'was removed: nothing on this branch is', () => evil([{ path: taskPath(id) }])),
  row('everything removed', /format\.yaml is missing/, () =>
    gitInput(
      hub,
      'empty\n',
      'commit-tree',
      git(hub, 'hash-object', '-t', 'tree', '-w', '/dev/null'),
      '-p',
      good,
    ),
  ),
  row('an unrelated empty tree', /format\.yaml is missing/, () =>
    gitInput(hub, 'empty\n', 'commit-tree', git(hub, 'hash-object', '-t', 'tree', '-w', '/dev/null')),
  ),
  row('code in place of tasks', /format\.yaml is missing/, () =>
    commitRaw(hub, [{ path: 'src/main.c', content: 'x' }]),
  ),
  row('an unrelated history with the event changed', 'has another content here', () =>
    commitRaw(hub, [
      { path: 'format.yaml', content: 'format: "1.0"\n' },
      { path: taskPath(id), content: taskText },
      { path: eventPath, content: eventText.replace('Shared', 'Sham') },
    ]),
  ),
  row('an unrelated history with `tasks` as a file', 'tasks has no place there', () =>
    commitRaw(hub, [
      { path: 'format.yaml', content: 'format: "1.0"\n' },
      { path: 'tasks', content: 'x' },
    ]),
  ),
  row('a task that no event created', 'has no event that created it', () =>
    evil([{ path: taskPath(NEW_ID), content: sound().files[0]?.content ?? '' }]),
  ),
  row('events without their task', 'is missing, though there are events of it', () =>
    evil(sound().files.slice(1)),
  ),
  row('a task in wrong folders', 'has no place there', () =>
    evil(sound().files.map((file) => ({ ...file, path: String(file.path).replace('/z/z/', '/a/b/') }))),
  ),
  row('an event in a wrong hour', 'has no place there', () => {
    const one = eventOf({ type: 'imported' });
    return evil([{ path: `events/2020-01/01T00/${one.id}.yaml`, content: formatEvents([one]) }]);
  }),
  stray('an id with capitals', 'has no place there', 'tasks/K/7/K7X2M4Q9WD/task.yaml'),
  stray('an id with bad characters', 'has no place there', 'tasks/i/l/illouilou0/task.yaml'),
  stray('a short id', 'has no place there', 'tasks/k/7/k7/task.yaml'),
  stray('an extra file beside a task', 'has no place there', () => `${taskFolder(id)}/notes.txt`),
  stray('an extra file in tasks/', 'has no place there', 'tasks/README.md'),
  stray('an extra file in events/', 'has no place there', 'events/x'),
  stray(
    'a stamp that is none',
    'has no place there',
    () => `${taskFolder(id)}/01UUUUUUUUUUUUUUUUUUUUUUUU.yaml`,
  ),
  stray(
    'a stamp in small letters',
    'has no place there',
    () => `${taskFolder(id)}/${stampAt(Date.now()).toLowerCase()}.yaml`,
  ),
  stray('an escape code in a name under tasks/', 'has no place there', 'tasks/\u001b[2J\u009b\nx'),
  stray('an escape code in a name', 'has a name that no file here may have', '\u001b]0;owned\u0007.md'),
  stray('a newline in a name', 'has a name that no file here may have', 'a\nerror: trust me'),
  stray('a mark that turns text in a name', 'has a name that no file here may have', 'a\u202egnp.md'),
  stray('a name without end', 'has a name of more than 200', 'x'.repeat(300)),
  row('stray: a name that is no UTF-8', 'has a name that no file here may have', () =>
    evil([{ path: Buffer.from([0x61, 0xff, 0xfe]), content: 'x' }]),
  ),
  row('a symlink for a task', 'is no plain file (mode 120000)', () =>
    evil([{ path: taskPath(id), content: '/etc/passwd', mode: '120000' }]),
  ),
  stray('a symlink', 'is no plain file (mode 120000)', 'link', { content: '/etc/passwd', mode: '120000' }),
  row('an executable task', 'is no plain file (mode 100755)', () =>
    evil([{ path: taskPath(id), content: taskText, mode: '100755' }]),
  ),
  row('a submodule for a task', 'is no plain file (mode 160000)', () =>
    evil([{ path: taskPath(id) }, { path: taskPath(id), oid: good, mode: '160000' }]),
  ),
  stray('a submodule', 'is no plain file (mode 160000)', 'module', { oid: 'a'.repeat(40), mode: '160000' }),
  row('a folder for a task', 'was removed: nothing on this branch is', () =>
    evil([{ path: taskPath(id) }, { path: `${taskPath(id)}/x`, content: 'x' }]),
  ),
  row('a folder for a new task', 'has no place there', () =>
    evil([{ path: `${taskPath(NEW_ID)}/x`, content: 'x' }]),
  ),
  row('a folder for an event', 'has no place there', () =>
    evil([{ path: `${eventsPath(id, stampAt(Date.now()))}/x`, content: 'x' }]),
  ),
  row('17 MB of a task', 'has 17825792 bytes, more than 16777216', () =>
    evil([{ path: taskPath(id), content: Buffer.alloc(17 * 1024 * 1024, 'x') }]),
  ),
  row('10 MB of a task that no merge made', /not valid.*longer than 1048576 bytes/, () =>
    evil([{ path: taskPath(id), content: `${taskText}labels: [${'a, '.repeat(3 * 1024 * 1024)}]\n` }]),
  ),
  row('10 MB of an event', 'has 10485760 bytes, more than 1048576', () =>
    evil([{ path: eventsPath(id, stampAt(Date.now())), content: Buffer.alloc(10 * 1024 * 1024, 'x') }]),
  ),
  row('an event one byte over the limit', 'has 1048577 bytes', () =>
    evil([{ path: eventsPath(id, stampAt(Date.now())), content: Buffer.alloc(1024 * 1024 + 1, '#') }]),
  ),
  row('10 MB of another file', 'has 10485760 bytes', () =>
    evil([{ path: 'big.bin', content: Buffer.alloc(10 * 1024 * 1024) }]),
  ),
  row('20,000 files that are none of ours', 'is one of 20000 files that are neither', () => {
    const oid = blob();
    return evil(Array.from({ length: 20_000 }, (_, at) => ({ path: `junk/${at % 100}/${at}`, oid })));
  }),
  row('20,000 files among the tasks', 'has no place there', () => {
    const oid = blob();
    return evil(Array.from({ length: 20_000 }, (_, at) => ({ path: `tasks/a/b/${at}/task.yaml`, oid })));
  }),
  row('20,000 event files of nothing', /not valid.*not a list/, () => {
    const oid = blob('');
    return evil(Array.from({ length: 20_000 }, () => ({ path: eventsPath(id, stampAt(Date.now())), oid })));
  }),
  row('an event twice, in files of several', 'under the stamp of another one', () => {
    const files = [1, 2].map((at) => {
      const first = eventOf({
        type: 'task_created',
        task: NEW_ID,
        id: stampAt(Date.now() - at),
        data: { title: 'x' },
      });
      const twin = eventOf({ type: 'note_added', task: NEW_ID, id: TWIN, data: { text: `${at}` } });
      return { path: eventsPath(NEW_ID, first.id), content: formatEvents([first, twin]) };
    });
    return evil([...files, ...sound().files.slice(0, 1)]);
  }),
];

/** The branch as a whole. */
export const BRANCH: readonly Row[] = [
  row(
    'a newer format',
    "format 2.0, which this git-task can't merge",
    () =>
      evil([
        { path: 'format.yaml', content: 'format: "2.0"\n' },
        { path: 'tasks/of/another/kind', content: 'x' },
      ]),
    {
      code: 'FORMAT_TOO_NEW',
    },
  ),
  row('a format that is no number', 'says format "new?", which is no version', () =>
    evil([{ path: 'format.yaml', content: 'format: new?\n' }]),
  ),
  row('a format that is a map', 'says format "", which is no version', () =>
    evil([{ path: 'format.yaml', content: 'format:\n  a: b\n' }]),
  ),
  row('a format file that is a list', /format\.yaml is not valid/, () =>
    evil([{ path: 'format.yaml', content: '- x\n' }]),
  ),
  row('a format file of 10 MB', 'has 10485760 bytes', () =>
    evil([{ path: 'format.yaml', content: Buffer.alloc(10 * 1024 * 1024, '#') }]),
  ),
  row('a format file that is a folder', 'is no plain file', () =>
    evil([{ path: 'format.yaml' }, { path: 'format.yaml/x', content: 'x' }]),
  ),
  row('no format file', 'format.yaml is missing', () => evil([{ path: 'format.yaml' }])),
  row('settings that are a list', /config\.yaml is not valid.*not a map/, () =>
    evil([{ path: 'config.yaml', content: '- x\n' }]),
  ),
  row('settings with an alias', /config\.yaml is not valid.*a(n alias|nchor)/, () =>
    evil([{ path: 'config.yaml', content: 'a: &a x\nb: *a\n' }]),
  ),
  row('settings that are no UTF-8', 'config.yaml is not UTF-8', () =>
    evil([{ path: 'config.yaml', content: Buffer.from([0x61, 0x3a, 0x20, 0xff]) }]),
  ),
  row(
    'a tag at the ref',
    'is a tag, not a commit',
    () =>
      gitInput(
        hub,
        `object ${evil([])}\ntype commit\ntag v1\ntagger M <m@example.org> 1 +0000\n\nx\n`,
        'mktag',
      ),
    {},
  ),
  row('a blob at the ref', 'is a blob, not a commit', () => blob()),
  row('a tree at the ref', 'is a tree, not a commit', () => git(hub, 'rev-parse', `${good}^{tree}`)),
  row('a commit of next year', FUTURE_ISO, () =>
    evil([], { date: String(Math.floor(Date.now() / 1000) + 365 * 86_400) }),
  ),
  row(
    'a commit beyond all calendars',
    'later than any calendar goes',
    () => evil([], { date: '9000000000000000' }),
    { offline: true },
  ),
  row('a newest stamp of the year 10000', FUTURE_ISO, () => evil([], { message: `x\n\nStamp: ${FUTURE}\n` })),
  row('a newest stamp that is not the newest', 'though the commit says that', () => {
    const one = eventOf({ type: 'note_added', task: id, data: { text: 'x' } });
    const commit = evil([{ path: eventsPath(id, one.id), content: formatEvents([one]) }], {
      message: `x\n\nStamp: ${stampAt(Date.now() - HOUR)}\n`,
    });
    // Plain git never writes the time zone by which we know our own.
    const own = git(hub, 'cat-file', 'commit', commit).replaceAll(/ [+-]\d{4}$/gm, ` ${OWN_ZONE}`);
    return gitInput(hub, `${own}\n`, 'hash-object', '-t', 'commit', '-w', '--stdin');
  }),
];

/** What git refuses before we see it, and what we refuse where a plain `git fetch` brought it. */
export const OBJECTS: readonly Row[] = (['', ' by a plain fetch'] as const).flatMap((how) => {
  const offline = how !== '';
  const more = { offline, byGit: !offline };
  const says = (mine: string): string => (offline ? mine : 'sent what git does not take in');
  return [
    row(
      `a file named ..${how}`,
      says('has a name that no file here may have'),
      () => evilTree([['100644', '..', blob()], ...treeOf('')]),
      more,
    ),
    row(
      `a file named .git${how}`,
      says('has a name that no file here may have'),
      () => evilTree([['100644', '.git', blob()], ...treeOf('')]),
      more,
    ),
    row(
      `a folder named .GIT${how}`,
      says('has a name that no file here may have'),
      () => {
        const tree = gitInput(hub, `100644 blob ${blob()}\tconfig\n`, 'mktree');
        return evilTree([['40000', '.GIT', tree], ...treeOf('')]);
      },
      more,
    ),
    row(
      `an event twice in its folder${how}`,
      says('under the stamp of another one'),
      () => {
        const name = eventPath.slice(eventPath.lastIndexOf('/') + 1);
        const forged = ['100644', name, blob(eventText.replace('Shared', 'Sham'))] as const;
        const tree = treeOf(taskFolder(id)).flatMap((entry) =>
          entry[1] === name ? [entry, forged] : [entry],
        );
        return evil([{ path: taskFolder(id), oid: writeTree(tree), mode: '040000' }]);
      },
      more,
    ),
    row(
      `a name with a slash${how}`,
      says('has no place there'),
      () => evilTree([...treeOf('').slice(0, -1), ['100644', 'tasks/x', blob()]]),
      more,
    ),
  ];
});
