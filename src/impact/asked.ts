import { parseLink } from '../domain/link.ts';
import { KINDS } from '../domain/resource.ts';
import { GitTaskError } from '../errors.ts';
import type { Target } from './impact.ts';
import { readResource } from './resource-impacts.ts';

/** How far one must look into a difference: not at all, at its files, or at what its sources define. */
export type Depth = 'nothing' | 'files' | 'facts';

function depthOfLink(text: string): Depth {
  try {
    return parseLink(text).symbol === undefined ? 'files' : 'facts';
  } catch (error) {
    if (error instanceof GitTaskError) return 'nothing';
    throw error;
  }
}

/** A kind of somebody's own invention is never detected. */
function depthOfResource(line: string): Depth {
  const kind = readResource(line)?.kind;
  if (kind === 'file') return 'files';
  return KINDS.some((known) => known === kind) ? 'facts' : 'nothing';
}

/**
 * Tells how far the open tasks ask to look: what none of them declares or is linked to can touch none of them.
 *
 * @param cause the task that is never hit
 */
export function depthAsked(targets: Iterable<Target>, cause?: string): Depth {
  let deepest: Depth = 'nothing';
  for (const { id, resources, links = [] } of targets) {
    if (id === cause || resources.length + links.length === 0) continue;
    // Of a link without a symbol nothing but files can come.
    const telling = deepest === 'files' ? links.filter((link) => link.includes('#')) : links;
    const depths = [...telling.map(depthOfLink), ...resources.map(depthOfResource)];
    if (depths.includes('facts')) return 'facts';
    if (depths.includes('files')) deepest = 'files';
  }
  return deepest;
}
