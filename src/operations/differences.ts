import { formatLink, parseLink } from '../domain/link.ts';
import { formatResource, parseResource } from '../domain/resource.ts';
import type { Task } from '../domain/task.ts';

/** What somebody wants a task to say. */
export type WantedValues = {
  readonly [key in (typeof TEXTS)[number]]?: Task[key];
} & {
  readonly [key in (typeof LISTS)[number]]?: readonly string[];
} & { readonly acceptance?: readonly string[] };

const TEXTS = ['title', 'description', 'type', 'priority', 'assignee', 'due', 'parent'] as const;
const LISTS = ['depends_on', 'labels', 'links', 'resources'] as const;

function sameTexts(one: readonly string[], two: readonly string[]): boolean {
  return [...new Set(one)].sort().join('\n') === [...new Set(two)].sort().join('\n');
}

/** The keys in which a plan or an import says something else of a task than what stands; of what it does not name, nothing. */
export function differences(task: Task, wanted: WantedValues): readonly string[] {
  const found: string[] = TEXTS.filter((key) => wanted[key] !== undefined && wanted[key] !== task[key]);
  const lists = {
    depends_on: wanted.depends_on,
    labels: wanted.labels,
    links: wanted.links?.map((link) => formatLink(parseLink(link))),
    resources: wanted.resources?.map((resource) => formatResource(parseResource(resource))),
  };
  for (const key of LISTS) {
    const list = lists[key] ?? [];
    if (list.length > 0 && !sameTexts(list, task[key])) found.push(key);
  }
  const criteria = task.acceptance.map(({ text }) => text);
  if (!(wanted.acceptance ?? []).every((text) => criteria.includes(text))) found.push('acceptance');
  return found;
}
