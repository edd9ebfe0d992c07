import type { FileFacts, Ref, Router, WrittenText } from '../file-facts.ts';
import type { Place, TreeNames } from './tree-names.ts';

/** A path or the beginning of one. Not sure: something unknown stands in front of it. */
export interface Prefix {
  readonly text: string;
  readonly sure: boolean;
}

interface Mounted {
  readonly on: Place | undefined;
  readonly path: Prefix;
  readonly instead: boolean;
}

/** Something that routes are registered on: a router, or a parameter that may get one. */
interface Node {
  router?: Router;
  file: string;
  readonly mounted: Mounted[];
}

/** One router under more prefixes than this is a mistake in reading. */
const MOST_PREFIXES = 50;
const DEEPEST = 50;
const UNKNOWN: Prefix = { text: '', sure: false };

/** Joins the parts of a path. What stands in front of an unknown part is lost with it; undefined: so is the end. */
export function joinParts(parts: readonly (string | undefined)[]): Prefix | undefined {
  const lost = parts.lastIndexOf(undefined);
  if (lost === -1) return { text: parts.join(''), sure: true };
  const text = parts.slice(lost + 1).join('');
  return text.startsWith('/') ? { text, sure: false } : undefined;
}

export function joinPaths(front: Prefix, back: Prefix): Prefix {
  return back.sure ? { text: `${front.text}/${back.text}`, sure: front.sure } : back;
}

function keyOf({ path, ref }: Place): string {
  return `${path}\0${ref}`;
}

function distinct(prefixes: readonly Prefix[]): Prefix[] {
  const found = new Map<string, Prefix>();
  for (const prefix of prefixes) found.set(`${prefix.sure} ${prefix.text}`, prefix);
  return [...found.values()].slice(0, MOST_PREFIXES);
}

/** Where the routers of a tree are mounted. */
export class Prefixes {
  readonly #names: TreeNames;
  readonly #nodes = new Map<string, Node>();
  readonly #known = new Map<string, readonly Prefix[]>();

  constructor(files: ReadonlyMap<string, FileFacts>, names: TreeNames) {
    this.#names = names;
    for (const [path, file] of files) {
      for (const router of file.routers ?? []) this.#node({ path, ref: router.id }).router = router;
      for (const { on, child, path: under, instead = false } of file.mounts ?? []) {
        const place = names.follow(path, child);
        if (place === undefined) continue;
        const parent = names.follow(path, on);
        if (parent !== undefined && keyOf(parent) === keyOf(place)) continue;
        const text = under === undefined ? UNKNOWN : this.#prefix(path, under);
        this.#node(place).mounted.push({ on: parent, path: text, instead });
      }
    }
  }

  #node(place: Place): Node {
    const key = keyOf(place);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: Node = { file: place.path, mounted: [] };
    this.#nodes.set(key, node);
    return node;
  }

  #prefix(path: string, written: WrittenText): Prefix {
    return joinParts(this.#names.texts(path, written)) ?? UNKNOWN;
  }

  /** All prefixes of what a name leads to; none where it is nothing that serves. */
  of(path: string, ref: Ref): readonly Prefix[] {
    const place = this.#names.follow(path, ref);
    return place === undefined ? [] : this.#of(place, 0);
  }

  #of(place: Place, depth: number): readonly Prefix[] {
    const key = keyOf(place);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const node = this.#nodes.get(key);
    if (node === undefined || depth > DEEPEST) return [];
    this.#known.set(key, []);
    const found = distinct(this.#mounts(node, depth));
    this.#known.set(key, found);
    return found;
  }

  #mounts({ router, file, mounted }: Node, depth: number): Prefix[] {
    const own = router?.prefix === undefined ? undefined : this.#prefix(file, router.prefix);
    const behind = (front: Prefix): Prefix => (own === undefined ? front : joinPaths(front, own));
    const found = mounted.flatMap(({ on, path, instead }) => {
      const parents = on === undefined ? [] : this.#of(on, depth + 1);
      const whole = instead ? path : behind(path);
      // Nobody knows where the parent is: of a router the own path is sure, a parameter may not even be one.
      if (parents.length === 0) return router === undefined || router.root ? [] : [{ ...whole, sure: false }];
      return parents.map((parent) => joinPaths(parent, whole));
    });
    if (found.length > 0 || router === undefined) return found;
    return [behind({ text: '', sure: router.root === true })];
  }
}
