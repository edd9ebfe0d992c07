import { heldHere } from '../domain/lifecycle.ts';
import { readyTasks } from '../domain/ready.ts';
import { oneLine } from '../domain/text.ts';
import { viewNow, wholeTasks } from './answer-tasks.ts';
import type { Call } from './call.ts';
import { taskJson } from './render/task-json.ts';
import { blockersIn } from './view.ts';

/** A kilobyte is what an agent gladly reads at every turn. */
const TITLE = 48;
/** What an agent had better settle before it goes on. */
const THREATS: ReadonlySet<string> = new Set(['conflict', 'warning', 'claim_lost', 'cycle']);
const READY_SHOWN = 3;
const INBOX_SHOWN = 3;

/** Who I am, what I am at, what waits for me, what is ready, and the call I most likely want next. */
export async function showSituation(call: Call): Promise<void> {
  const view = await viewNow(call);
  const { tracker } = call;
  const { snapshot } = view;
  const [current] = heldHere(snapshot, tracker.actor, tracker.place);
  const inbox = await tracker.inbox(snapshot);
  const ready = readyTasks(snapshot, tracker.actor, false);
  const open = snapshot.ranked.length;
  const name = (id: string): string =>
    `${snapshot.short(id)} "${oneLine(snapshot.summary(id)?.title ?? '').slice(0, TITLE)}"`;
  const threatened = inbox.find((item) => item.task === current?.id && THREATS.has(item.kind));
  const likely =
    threatened !== undefined && current !== undefined
      ? `git task ack ${snapshot.short(current.id)} -m "<decision>"`
      : current !== undefined && blockersIn(view, current).length > 0
        ? 'git task next --claim --another'
        : current !== undefined
          ? `git task complete ${snapshot.short(current.id)} -m "<what was done>"`
          : ready.length > 0
            ? 'git task next --claim'
            : snapshot.inProgress.length > 0 ||
                snapshot.ranked.slice().some(({ status }) => status !== 'pending')
              ? 'git task next --claim --wait'
              : open > 0
                ? 'git task blocked'
                : 'git task add "<title>"';
  call.out.answer({
    kind: 'situation',
    data: () => ({
      actor: tracker.actor,
      worktree: tracker.place.worktree ?? null,
      branch: tracker.place.branch ?? null,
      current:
        wholeTasks(view, current === undefined ? [] : [current.id]).map((task) => taskJson(view, task))[0] ??
        null,
      inbox: inbox.map(({ kind, task, event, text }) => ({ kind, task, event, text })),
      ready: ready.slice(0, READY_SHOWN).map((task) => task.id),
      counts: { open, ready: ready.length, inbox: inbox.length },
      next: likely,
    }),
    ids: () => (current === undefined ? [] : [current.id]),
    text: () => [
      `you      ${oneLine(tracker.actor).slice(0, TITLE)}`,
      `current  ${current === undefined ? 'none' : name(current.id)}`,
      ...(current === undefined
        ? []
        : blockersIn(view, current)
            .slice(0, 1)
            .map(() => '         blocked: git task show')),
      `inbox    ${inbox.length === 0 ? 'empty' : inbox.length}`,
      ...inbox
        .slice(0, INBOX_SHOWN)
        .map(
          ({ kind, task, text }) => `         ${kind} ${snapshot.short(task)}: ${oneLine(text).slice(0, 80)}`,
        ),
      `ready    ${ready.length} of ${open} open`,
      ...ready.slice(0, READY_SHOWN).map((task) => `         ${name(task.id)}`),
      `next     ${likely}`,
    ],
  });
}
