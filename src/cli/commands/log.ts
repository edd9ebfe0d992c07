import { isMe } from '../../domain/actor.ts';
import { EVENT_TYPES, type Event } from '../../domain/event.ts';
import type { TaskId } from '../../domain/id.ts';
import { nearest } from '../../domain/nearest.ts';
import { taskNamed } from '../../domain/task-name.ts';
import { oneLine } from '../../domain/text.ts';
import { type LogQuery, readLog, readStory, type Story } from '../../tracker/log.ts';
import { parseCount } from '../arguments.ts';
import type { Call } from '../call.ts';
import { entryJson, logLines, storyLines } from '../render/story-line.ts';
import { gather, type Verb } from '../verb.ts';

interface Options {
  readonly since: string;
  readonly until: string;
  readonly by: string;
  readonly type: readonly string[];
  readonly limit: string;
  readonly oneline: boolean;
}

/** Of the branch; of a task all. */
const NEWEST = 50;

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['log', 'log <id>', 'log --since 2026-01-31 --by bob --oneline', 'log @ --type completed --json'],
  options: (command) =>
    command
      .option('--since <cursor|time>', 'only what came after it')
      .option('--until <time>', 'only what came before it')
      .option('--by <actor>', 'by an actor, or by anybody before the slash')
      .option('-t, --type <type>', 'of this type, with or without task_; may be repeated', gather)
      .option('-n, --limit <n>', `the newest so many; of the branch ${NEWEST} unless told`)
      .option('--oneline', 'one line each'),
  async run(call) {
    const { limit, oneline: brief = false } = call.options<Options>();
    const most = limit === undefined ? undefined : parseCount(limit, '--limit');
    await call.snapshot();
    const query = await queryOf(call);
    if (call.args.length === 0) return answerBranch(call, { ...query, most: most ?? NEWEST }, brief);
    const ids = [...new Set(await call.ids(call.args))];
    await answerStories(call, ids, { ...query, most: most ?? Number.POSITIVE_INFINITY }, brief);
  },
};

async function answerBranch(call: Call, query: LogQuery, brief: boolean): Promise<void> {
  const { entries, more } = await readLog(call.tracker, query);
  const snapshot = await call.snapshot();
  call.out.answer({
    kind: 'event_list',
    data: () => entries.map(entryJson),
    ids: () => entries.map(({ event }) => event.id),
    text: () => {
      snapshot.load(entries.flatMap(({ event: { task } }) => (task === undefined ? [] : task)));
      return logLines(snapshot, entries, call.style, brief);
    },
  });
  if (entries.length === 0) call.out.hint('nothing matches');
  if (more) call.out.hint(`there are more: --limit ${2 * Math.max(1, query.most)}`);
}

async function answerStories(
  call: Call,
  ids: readonly TaskId[],
  query: LogQuery,
  brief: boolean,
): Promise<void> {
  const snapshot = await call.snapshot();
  const stories: { readonly id: TaskId; readonly story: Story }[] = [];
  for (const id of ids) stories.push({ id, story: await readStory(call.tracker, id, query) });
  const shown = stories.flatMap(({ story }) => story.shown);
  call.out.answer({
    kind: 'event_list',
    data: () => shown.map(entryJson),
    ids: () => shown.map(({ event }) => event.id),
    text: () =>
      stories.flatMap(({ id, story }, at) => [
        ...(at === 0 ? [] : ['']),
        call.style.bold(taskNamed(snapshot, id)),
        ...storyLines(snapshot, story, call.style, brief),
      ]),
  });
  if (shown.length === 0) call.out.hint('nothing matches');
  if (stories.some(({ story }) => story.more)) call.out.hint('there is more: without --limit, all of it');
}

async function queryOf(call: Call): Promise<Omit<LogQuery, 'most'>> {
  const { since, until, by, type = [] } = call.options<Options>();
  const types = new Set(type.map((text) => typeNamed(call, text)));
  return {
    since: since === undefined ? undefined : await call.tracker.since(since),
    until: until === undefined ? undefined : await call.tracker.until(until),
    wanted: (event: Event) =>
      (types.size === 0 || types.has(event.type)) && (by === undefined || isMe(event.by, by)),
  };
}

/** The type of an event by its name, also without its noun. */
function typeNamed(call: Call, text: string): string {
  const known: readonly string[] = EVENT_TYPES;
  const found = [text, `task_${text}`].find((name) => known.includes(name));
  if (found !== undefined) return found;
  const close = nearest(text, known, 3) ?? 'completed';
  throw call.usage(
    `"${oneLine(text).slice(0, 40)}" is not the type of an event`,
    `git task log --type ${close}`,
    EVENT_TYPES.join(', '),
  );
}
