import type { CodeChange } from '../domain/change.ts';
import { type Ignore, isIgnored, NOTHING_IGNORED } from '../domain/ignore.ts';
import { splitAnchor } from '../domain/path.ts';
import { ChangeIndex, changesOf } from './change-index.ts';
import { compareImpacts, type Impact, type Target } from './impact.ts';
import { type LinkedChanges, linkedLinesOverlap, linkImpacts } from './link-impacts.ts';
import { readResource, resourceImpacts } from './resource-impacts.ts';

export type { Impact, Target } from './impact.ts';

/** Who did it, and what it says it does. */
export interface Cause {
  /** A task's, which is never hit by its own changes; or any other word. */
  readonly id: string;
  readonly resources: readonly string[];
}

export interface Question {
  readonly cause: Cause;
  /** What a diff shows. */
  readonly changes?: readonly CodeChange[];
  readonly targets: Iterable<Target>;
  /** Nothing unless told. */
  readonly ignore?: Ignore;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function linkedChanges(changes: readonly CodeChange[]): LinkedChanges {
  const files = new Map<string, CodeChange[]>();
  const directories = new Set<string>();
  for (const change of changes) {
    if (change.kind !== 'file') continue;
    for (const path of new Set([change.name, change.to ?? change.name])) {
      append(files, path, change);
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        if (directories.has(path.slice(0, end))) break;
        directories.add(path.slice(0, end));
      }
    }
  }
  let symbols: ReadonlyMap<string, readonly CodeChange[]> | undefined;
  return {
    files,
    directories,
    symbolsOf(path) {
      symbols ??= symbolsByPath(changes);
      return symbols.get(path) ?? [];
    },
  };
}

function symbolsByPath(changes: readonly CodeChange[]): ReadonlyMap<string, readonly CodeChange[]> {
  const symbols = new Map<string, CodeChange[]>();
  for (const change of changes) {
    if (change.kind !== 'symbol') continue;
    const [old, now] = [change.name, change.to ?? change.name].map((text) => splitAnchor(text).path);
    for (const path of new Set([old, now])) if (path !== undefined) append(symbols, path, change);
  }
  return symbols;
}

/** Whether nobody needs to hear of it, by its old name and its new one. */
function isIgnoredChange(ignore: Ignore, { kind, name, to, path }: CodeChange): boolean {
  const place = kind === 'file' ? undefined : path;
  return (
    isIgnored(ignore, { kind, name }, place) &&
    (to === undefined || isIgnored(ignore, { kind, name: to }, place))
  );
}

/**
 * Finds what a cause does to open tasks, by what it declares and by what its diff shows: for each target and changed
 * thing the worst, the worst first, then by task and change. `owns` counts while its task is in progress.
 */
export function impactsOf({
  cause,
  changes: all = [],
  targets,
  ignore = NOTHING_IGNORED,
}: Question): Impact[] {
  const ignores = ignore.paths.length + ignore.resources.length > 0;
  const changes = ignores ? all.filter((change) => !isIgnoredChange(ignore, change)) : all;
  const declared = cause.resources.flatMap((line) => {
    const resource = readResource(line);
    return resource === undefined || isIgnored(ignore, resource) ? [] : changesOf(resource);
  });
  if (declared.length === 0 && changes.length === 0) return [];
  const index = new ChangeIndex(changes, declared);
  const linked = linkedChanges(changes);
  const impacts: Impact[] = [];
  for (const target of targets) {
    if (target.id === cause.id || target.status === 'completed' || target.status === 'cancelled') continue;
    const { resources, links = [] } = target;
    if (resources.length + links.length === 0) continue;
    const onResources = resourceImpacts(target, index, linkedLinesOverlap(target, linked));
    impacts.push(...onResources, ...linkImpacts(target, linked, onResources));
  }
  return impacts.sort(compareImpacts);
}
