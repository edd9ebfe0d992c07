import type { Verb } from './verb.ts';

interface Entry {
  readonly group: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly load: () => Promise<{ readonly verb: Verb }>;
}

/** Every verb; its module is loaded only when it is called. */
export const VERBS: Readonly<Record<string, Entry>> = {
  init: {
    group: 'set up',
    summary: 'create the tasks of this repository; again: repair',
    load: () => import('./commands/init.ts'),
  },
  doctor: {
    group: 'set up',
    summary: 'look at everything that can go wrong here',
    load: () => import('./commands/doctor.ts'),
  },
  hooks: {
    group: 'set up',
    summary: "install git's hooks, remove them, or say which run",
    load: () => import('./commands/hooks.ts'),
  },
  completion: {
    group: 'set up',
    summary: 'print the completion script of a shell',
    load: () => import('./commands/completion.ts'),
  },
  schema: {
    group: 'set up',
    summary: 'the JSON Schema of every kind of answer and file',
    load: () => import('./commands/schema.ts'),
  },

  add: {
    group: 'write down',
    aliases: ['create'],
    summary: 'create a task',
    load: () => import('./commands/add.ts'),
  },
  plan: {
    group: 'write down',
    summary: 'create the tasks of a file, all at once',
    load: () => import('./commands/plan.ts'),
  },
  import: {
    group: 'write down',
    summary: 'take in tasks of another tracker',
    load: () => import('./commands/import.ts'),
  },
  note: { group: 'write down', summary: 'write a note on a task', load: () => import('./commands/note.ts') },
  link: {
    group: 'write down',
    summary: 'tie a task to paths, lines or symbols',
    load: () => import('./commands/link.ts'),
  },
  unlink: {
    group: 'write down',
    summary: 'take links off a task',
    load: () => import('./commands/unlink.ts'),
  },
  resource: {
    group: 'write down',
    summary: 'say what a task does to endpoints, tables, files …',
    load: () => import('./commands/resource.ts'),
  },
  unresource: {
    group: 'write down',
    summary: 'take resources off a task',
    load: () => import('./commands/unresource.ts'),
  },
  label: { group: 'write down', summary: 'put labels on a task', load: () => import('./commands/label.ts') },
  unlabel: {
    group: 'write down',
    summary: 'take labels off a task',
    load: () => import('./commands/unlabel.ts'),
  },
  accept: {
    group: 'write down',
    summary: 'say that acceptance criteria are met',
    load: () => import('./commands/accept.ts'),
  },

  edit: {
    group: 'change',
    aliases: ['update'],
    summary: 'change the values of tasks',
    load: () => import('./commands/edit.ts'),
  },
  assign: { group: 'change', summary: 'say whose a task is', load: () => import('./commands/assign.ts') },
  depend: {
    group: 'change',
    summary: 'make a task wait for others',
    load: () => import('./commands/depend.ts'),
  },
  undepend: {
    group: 'change',
    summary: 'make a task wait no longer',
    load: () => import('./commands/undepend.ts'),
  },
  status: {
    group: 'change',
    summary: 'set the status of a task; alone: the situation',
    load: () => import('./commands/status.ts'),
  },
  delete: {
    group: 'change',
    summary: 'take tasks out of all lists, for good',
    load: () => import('./commands/delete.ts'),
  },
  redact: {
    group: 'change',
    summary: 'take the text out of events, for ever and on every clone',
    load: () => import('./commands/redact.ts'),
  },
  purge: {
    group: 'change',
    summary: 'drop the history of the tasks, and what deleted tasks held',
    load: () => import('./commands/purge.ts'),
  },

  ready: {
    group: 'work',
    summary: 'list what can be started, best first',
    load: () => import('./commands/ready.ts'),
  },
  next: {
    group: 'work',
    summary: 'choose what to work on; --claim takes it',
    load: () => import('./commands/next.ts'),
  },
  start: {
    group: 'work',
    summary: 'claim tasks in this worktree',
    load: () => import('./commands/start.ts'),
  },
  submit: {
    group: 'work',
    summary: 'hand tasks over for review',
    load: () => import('./commands/submit.ts'),
  },
  release: { group: 'work', summary: 'give up claims', load: () => import('./commands/release.ts') },
  block: {
    group: 'work',
    summary: 'put a hold on tasks, with its reason',
    load: () => import('./commands/block.ts'),
  },
  unblock: { group: 'work', summary: 'take the hold off tasks', load: () => import('./commands/unblock.ts') },
  complete: {
    group: 'work',
    aliases: ['done'],
    summary: 'finish tasks, and tell whom that touches',
    load: () => import('./commands/complete.ts'),
  },
  cancel: { group: 'work', summary: 'give tasks up for good', load: () => import('./commands/cancel.ts') },
  undo: { group: 'work', summary: 'take back what you did last', load: () => import('./commands/undo.ts') },
  reopen: { group: 'work', summary: 'open closed tasks again', load: () => import('./commands/reopen.ts') },

  list: {
    group: 'look',
    aliases: ['ls'],
    summary: 'list tasks, open ones unless told',
    load: () => import('./commands/list.ts'),
  },
  search: {
    group: 'look',
    summary: 'find tasks by words, best first',
    load: () => import('./commands/search.ts'),
  },
  log: {
    group: 'look',
    summary: 'what happened, to a task or on the whole branch',
    load: () => import('./commands/log.ts'),
  },
  stats: {
    group: 'look',
    summary: 'how work flows: open, created, completed, how long it takes',
    load: () => import('./commands/stats.ts'),
  },
  export: {
    group: 'look',
    summary: 'write tasks out as JSON, YAML, Markdown or CSV',
    load: () => import('./commands/export.ts'),
  },
  show: { group: 'look', summary: 'show tasks whole', load: () => import('./commands/show.ts') },
  tree: {
    group: 'look',
    summary: 'show which tasks are part of which',
    load: () => import('./commands/tree.ts'),
  },
  graph: {
    group: 'look',
    summary: 'draw what waits for what: text, Mermaid, DOT or SVG',
    load: () => import('./commands/graph.ts'),
  },
  blocked: {
    group: 'look',
    summary: 'list blocked tasks and what blocks them',
    load: () => import('./commands/blocked.ts'),
  },
  deps: {
    group: 'look',
    summary: 'show what a task waits for and what waits for it',
    load: () => import('./commands/deps.ts'),
  },

  watch: {
    group: 'keep in touch',
    summary: 'print events; --follow: as they come',
    load: () => import('./commands/watch.ts'),
  },
  wait: {
    group: 'keep in touch',
    summary: 'wait until tasks are ready, completed or changed',
    load: () => import('./commands/wait.ts'),
  },
  inbox: {
    group: 'keep in touch',
    aliases: ['notifications'],
    summary: 'what waits for you',
    load: () => import('./commands/inbox.ts'),
  },
  ack: {
    group: 'keep in touch',
    summary: 'acknowledge what the inbox holds',
    load: () => import('./commands/ack.ts'),
  },

  sync: { group: 'share', summary: 'exchange tasks with remotes', load: () => import('./commands/sync.ts') },
  pull: { group: 'share', summary: 'take in tasks of remotes', load: () => import('./commands/pull.ts') },
  push: { group: 'share', summary: 'send tasks to remotes', load: () => import('./commands/push.ts') },

  impact: {
    group: 'impact',
    summary: 'what a difference does to the code, and which open tasks that touches',
    load: () => import('./commands/impact.ts'),
  },
  check: {
    group: 'impact',
    summary: 'which open tasks completing this one would touch',
    load: () => import('./commands/check.ts'),
  },
};

/** Verbs that git-task calls itself, or lets git call. */
const INTERNAL: Readonly<Record<string, Entry['load']>> = {
  hook: () => import('./commands/hook.ts'),
  maintain: () => import('./commands/maintain.ts'),
  'merge-driver': () => import('./commands/merge-driver.ts'),
};

/** The verb's own name for a name or alias. */
export function findVerb(name: string): string | undefined {
  if (Object.hasOwn(VERBS, name)) return name;
  return Object.keys(VERBS).find((verb) => VERBS[verb]?.aliases?.includes(name));
}

/** Loads a verb by its own name or an internal one. */
export async function loadVerb(name: string): Promise<Verb | undefined> {
  const load =
    (Object.hasOwn(VERBS, name) ? VERBS[name]?.load : undefined) ??
    (Object.hasOwn(INTERNAL, name) ? INTERNAL[name] : undefined);
  return load === undefined ? undefined : (await load()).verb;
}
