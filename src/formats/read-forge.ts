import { Entry, isObject, nameOf, textOf } from './entry.ts';
import type { JsonEntry } from './json-entries.ts';
import { noteOf } from './read-beads.ts';
import type { Report } from './report.ts';
import type { FoundTask } from './settle.ts';

/** Of no use anywhere else: what is counted, drawn or addressed there. */
const GITHUB_ONLY = [
  'id',
  'closed',
  'isPinned',
  'reactionGroups',
  'projectCards',
  'projectItems',
  'subIssuesSummary',
];
const GITLAB_ONLY = [
  ...[
    'id',
    'project_id',
    '_links',
    'references',
    'reference',
    'task_completion_status',
    'time_stats',
    'has_tasks',
  ],
  ...[
    'user_notes_count',
    'upvotes',
    'downvotes',
    'merge_requests_count',
    'blocking_issues_count',
    'subscribed',
  ],
  ...[
    'task_status',
    'service_desk_reply_to',
    'moved_to_id',
    'imported_from',
    'start_date',
    'assignee',
    'label_details',
  ],
];

/** `owner/repo` of an issue's address on a forge. */
function projectOf(url: string | undefined): string | undefined {
  return /^https?:\/\/[^/\s]+\/([^\s?#]+?)\/(?:-\/)?(?:issues|work_items)\/\d+/.exec(url ?? '')?.[1];
}

function handleOf(forge: 'gh' | 'glab', number: string, url: string | undefined): string {
  const project = projectOf(url);
  return project === undefined ? `${forge}/${number}` : `${forge}/${project}#${number}`;
}

/** Handles of issues in a list of numbers or objects; without an address they are of the same project. */
function otherHandles(items: readonly unknown[], url: string | undefined): readonly string[] {
  return items.flatMap((item) => {
    const number = nameOf(item, ['number']);
    return number === undefined
      ? []
      : [handleOf('gh', number, (isObject(item) ? textOf(item.url) : undefined) ?? url)];
  });
}

/** Reads an issue of `gh issue list --json …`. */
export function readGitHub({ value, place }: JsonEntry, report: Report): FoundTask | undefined {
  const entry = new Entry(value, place, report);
  const number = entry.text('number');
  if (number === undefined) {
    report.problem(place, 'has no number');
    return undefined;
  }
  entry.done(...GITHUB_ONLY);
  const url = textOf(value.url);
  const state = entry.text('state')?.toUpperCase();
  const reason = state === 'CLOSED' ? entry.text('stateReason') : undefined;
  const isGivenUp = reason === 'NOT_PLANNED' || reason === 'DUPLICATE';
  const at = entry.time('closedAt');
  const people = entry.names('assignees', 'login', 'name');
  const [parent] = otherHandles(entry.list('parent'), url);
  const milestone = nameOf(entry.value('milestone'), ['title']);
  const author = nameOf(entry.value('author'), ['login', 'name']);
  return {
    from: 'gh',
    handle: handleOf('gh', number, url),
    place,
    title: entry.text('title') ?? '',
    description: entry.text('body'),
    type: nameOf(entry.value('issueType'), ['name']),
    assignee: people[0],
    labels: entry.names('labels', 'name'),
    ...(parent === undefined ? {} : { parent }),
    depends_on: otherHandles(entry.list('blockedBy'), url),
    notes: entry.list('comments').flatMap((item) => {
      const body = nameOf(item, ['body']);
      return body === undefined ? [] : [noteOf(body, item)];
    }),
    status: state !== 'CLOSED' ? 'pending' : isGivenUp ? 'cancelled' : 'completed',
    end: {
      ...(at === undefined ? {} : { at }),
      ...(isGivenUp ? { message: reason.toLowerCase().replace('_', ' ') } : {}),
    },
    rest: {
      ...entry.rest(),
      ...(milestone === undefined ? {} : { milestone }),
      ...(author === undefined ? {} : { author }),
      ...(people.length < 2 ? {} : { assignees: people }),
    },
  };
}

/** Reads an issue of `glab issue list --output json`. */
export function readGitLab({ value, place }: JsonEntry, report: Report): FoundTask | undefined {
  const entry = new Entry(value, place, report);
  const number = entry.text('iid');
  if (number === undefined) {
    report.problem(place, 'has no iid');
    return undefined;
  }
  entry.done(...GITLAB_ONLY);
  const isClosed = entry.text('state') === 'closed';
  const at = entry.time('closed_at');
  const by = nameOf(entry.value('closed_by'), ['username', 'name']);
  const people = entry.names('assignees', 'username', 'name');
  const milestone = nameOf(entry.value('milestone'), ['title']);
  const author = nameOf(entry.value('author'), ['username', 'name']);
  const type = entry.text('issue_type');
  entry.done('type');
  return {
    from: 'glab',
    handle: handleOf('glab', number, textOf(value.web_url)),
    place,
    title: entry.text('title') ?? '',
    description: entry.text('description'),
    // Most are of the type that is none.
    type: type === 'issue' ? undefined : type,
    assignee: people[0],
    due: entry.text('due_date'),
    labels: entry.names('labels', 'name', 'title'),
    notes: entry.list('notes').flatMap((item) => {
      const body = nameOf(item, ['body']);
      return body === undefined ? [] : [noteOf(body, item)];
    }),
    status: isClosed ? 'completed' : 'pending',
    end: { ...(at === undefined ? {} : { at }), ...(by === undefined ? {} : { by }) },
    rest: {
      ...entry.rest(),
      ...(milestone === undefined ? {} : { milestone }),
      ...(author === undefined ? {} : { author }),
      ...(people.length < 2 ? {} : { assignees: people }),
    },
  };
}
