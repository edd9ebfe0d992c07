import { parseLink } from '../domain/link.ts';
import { splitAnchor } from '../domain/path.ts';
import { GitTaskError } from '../errors.ts';
import type { Target } from './impact.ts';
import { readResource } from './resource-impacts.ts';

function symbolOfLink(text: string): string | undefined {
  try {
    const { path, symbol } = parseLink(text);
    return symbol === undefined ? undefined : `${path}#${symbol}`;
  } catch (error) {
    if (error instanceof GitTaskError) return undefined;
    throw error;
  }
}

function symbolOfResource(line: string): string | undefined {
  const resource = readResource(line);
  return resource?.kind === 'symbol' ? resource.name : undefined;
}

/**
 * Lists the symbols that open tasks are linked to or declare, by the path of their file.
 *
 * @param cause the task that is never hit
 */
export function symbolsAsked(
  targets: Iterable<Target>,
  cause?: string,
): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, Set<string>>();
  for (const { id, resources, links = [] } of targets) {
    if (id === cause) continue;
    for (const whole of [...links.map(symbolOfLink), ...resources.map(symbolOfResource)]) {
      if (whole === undefined) continue;
      const { path, anchor } = splitAnchor(whole);
      if (anchor === undefined) continue;
      const known = asked.get(path);
      if (known === undefined) asked.set(path, new Set([anchor]));
      else known.add(anchor);
    }
  }
  return new Map([...asked].map(([path, names]) => [path, [...names]]));
}
