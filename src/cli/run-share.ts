import { oneLine, replaceUnsafe } from '../domain/text.ts';
import { leavingWord } from '../tracker/background-push.ts';
import { type Shared, share } from '../tracker/share.ts';
import type { Call } from './call.ts';
import { impactJson } from './render/impact.ts';

const HOW = {
  same: 'the same',
  ahead: 'nothing new',
  created: 'took all of it in',
  'fast-forward': 'took it in',
  merged: 'merged',
  replaced: 'took its purged history in place of ours',
  carried: 'put what only the older history had on the purged one',
  joined: 'two purged histories became one',
} as const;

function describe({ remote, ref, pulled, pushed, arrived }: Shared, how: 'sync' | 'pull' | 'push'): string {
  const parts = [
    ...(pulled !== undefined ? [HOW[pulled.how]] : how === 'push' ? [] : ['no tasks there yet']),
    ...(arrived === 0 ? [] : [`${arrived} ${arrived === 1 ? 'event' : 'events'} arrived`]),
    ...(pushed ? ['pushed'] : []),
  ];
  return `${remote} ${ref}: ${parts.join(', ')}`;
}

/** Passes git's progress on: what a remote says in it may redraw its line, and nothing else of the terminal. */
function safeProgress(show: (text: string) => void): (text: string) => void {
  return (text) =>
    show(
      text
        .split(/([\r\n\t])/)
        .map((part, at) => (at % 2 === 1 ? part : replaceUnsafe(part)))
        .join(''),
    );
}

/** Runs `sync`, `pull` or `push`. */
export async function runShare(call: Call, how: 'sync' | 'pull' | 'push'): Promise<void> {
  const { remote = [], offline = false } = call.options<{ remote: readonly string[]; offline: boolean }>();
  const { isTerminal, stderr } = call.io;
  const progress = isTerminal.stderr && !call.out.format.quiet ? safeProgress(stderr) : undefined;
  const exchange = () => share(call.tracker, { how, remotes: remote, offline, progress });
  const unwatched = how === 'push' && call.out.format.quiet;
  const results = await (unwatched ? leavingWord(call.tracker.store.directory, exchange) : exchange());
  // Where nothing came there is nothing to tell of any task.
  const news = results.some(
    ({ arrived, impacts, redacted, pulled }) =>
      arrived + impacts.length + redacted.length + (pulled?.events.length ?? 0) > 0,
  );
  const snapshot = news ? await call.fresh() : undefined;
  call.out.answer({
    kind: 'sync',
    data: () =>
      results.map(({ pulled, impacts, ...result }) => ({
        ...result,
        impacts: snapshot === undefined ? [] : impacts.map((impact) => impactJson(snapshot, impact)),
        pulled:
          pulled === undefined
            ? null
            : {
                how: pulled.how,
                before: pulled.before ?? null,
                tip: pulled.tip,
                dropped: pulled.dropped ?? [],
              },
        resolved: (pulled?.events ?? []).map(({ id, type, task, data }) => ({
          id,
          type,
          task: task ?? null,
          data,
        })),
      })),
    text: () => [],
  });
  for (const result of results) {
    call.out.hint(describe(result, how));
    for (const { task, by, data } of result.redacted) {
      const count = Array.isArray(data.events) ? data.events.length : 0;
      const why = typeof data.reason === 'string' ? `: ${oneLine(data.reason)}` : '';
      const of = snapshot?.short(task ?? '') ?? task ?? '';
      call.out.hint(`  ${of}: ${oneLine(by)} redacted ${count} ${count === 1 ? 'event' : 'events'}${why}`);
    }
    for (const id of result.pulled?.dropped ?? [])
      call.out.hint(`  ${id} was deleted and purged: what was written here about it is gone`);
    for (const { task, data } of result.pulled?.events ?? []) {
      const { text } = data;
      if (task !== undefined && typeof text === 'string' && 'to' in data)
        call.out.hint(`  ${snapshot?.short(task) ?? task}: ${oneLine(text)}`);
    }
    for (const { task, severity, reason } of result.impacts)
      call.out.hint(`  ${severity} for ${snapshot?.short(task) ?? task}: ${oneLine(reason)}`);
  }
}
