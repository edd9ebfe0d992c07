import type { Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import type { Router } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { DEFAULT, NAME, unscoped } from '../naming.ts';
import type { CalledFunctions } from './called-functions.ts';
import type { GivenCalls } from './given-calls.ts';
import { HandedValues } from './handed-values.ts';
import { References } from './references.ts';
import { Takers } from './takers.ts';
import type { Place, TreeNames } from './tree-names.ts';

/** A path or the beginning of one. Not sure: something unknown stands in front of it. */
export interface Prefix {
  readonly text: string;
  readonly sure: boolean;
}

interface Mounted {
  readonly on: Node | undefined;
  readonly path: Prefix;
  readonly instead: boolean;
  readonly only: boolean;
}

/** Something that routes are registered on: a router, a parameter that may get one, or what a call made. */
interface Node {
  readonly place: Place;
  router?: Router;
  readonly mounted: Mounted[];
  /** What the function that made it returns: it has whatever is registered there. */
  readonly template?: Node;
  /** What each call made of it. */
  readonly instances: Node[];
}

/** One router under more prefixes than this is a mistake in reading. */
const MOST_PREFIXES = 50;
const DEEPEST = 50;
const UNKNOWN: Prefix = { text: '', sure: false };
const NOTHING: Prefix = { text: '', sure: true };

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

function isParameter(part: TextPart): part is { readonly ref: Ref } {
  return typeof part !== 'string' && /@\d+$/.test(part.ref);
}

/** Where the routers of a tree are mounted. */
export class Prefixes {
  readonly #names: TreeNames;
  readonly #references: References;
  readonly #nodes = new Map<string, Node>();
  readonly #found = new Map<string, Node | undefined>();
  readonly #known = new Map<Node, readonly Prefix[]>();
  readonly #served = new Map<Node, boolean>();
  #run: ReadonlyMap<string, ReadonlySet<Node>> | undefined;

  constructor(
    files: ReadonlyMap<string, FileFacts>,
    names: TreeNames,
    called: CalledFunctions,
    calls: GivenCalls,
  ) {
    this.#names = names;
    this.#references = new References(files, names, called);
    const handed = new HandedValues(files, names);
    for (const [path, { routers = [] }] of files)
      for (const router of routers) {
        // One file may say of what type a router is, and another of its package what makes it.
        const node = this.#node(names.placeOf(path, router.id));
        if (node.router?.root === undefined) node.router = router;
      }
    const takers = new Takers<Mounted, Node>();
    for (const [path, { routes = [], mounts = [], language }] of files) {
      // Every call that makes a router must be known before anybody asks where what it made is mounted.
      for (const { on } of routes) takers.add(language, this.#find(path, on));
      for (const mount of mounts) {
        const { on, child, path: under, instead = false, only = false } = mount;
        const node = this.#find(path, child);
        if (node === undefined) continue;
        const made = language === 'go' ? calls.mounts(path, mount) : [];
        for (const one of made) {
          const above = this.#find(one.on.path, one.on.ref);
          if (above !== node)
            node.mounted.push({ on: above, path: joinParts(one.text) ?? UNKNOWN, instead, only });
        }
        if (made.length > 0) continue;
        const parent = this.#find(path, on);
        if (parent === node) continue;
        const { constants = {} } = files.get(node.place.path) ?? {};
        const passedOver = Object.hasOwn(constants, unscoped(node.place.ref.replace(/@0$/, '')));
        const text = passedOver ? NOTHING : under === undefined ? UNKNOWN : this.#prefix(path, under);
        const mounted = { on: parent, path: text, instead, only };
        node.mounted.push(mounted);
        takers.add(language, parent);
        takers.hand(language, node, mounted);
        for (const one of handed.mounts(path, child, under)) {
          const given = this.#find(one.path, one.ref);
          if (given === undefined || given === parent) continue;
          const front = joinParts(one.text) ?? UNKNOWN;
          given.mounted.push({ on: parent, path: front, instead, only });
        }
      }
    }
    takers.settle();
  }

  #node(place: Place, template?: Node): Node {
    const key = keyOf(place);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: Node = { place, mounted: [], instances: [], ...(template && { template }) };
    template?.instances.push(node);
    this.#nodes.set(key, node);
    return node;
  }

  #find(path: string, ref: Ref, depth = 0): Node | undefined {
    const key = keyOf({ path, ref });
    if (!this.#found.has(key)) this.#found.set(key, this.#lookUp(path, ref, depth));
    return this.#found.get(key);
  }

  #lookUp(path: string, ref: Ref, depth: number): Node | undefined {
    const site = depth > DEEPEST ? undefined : this.#names.site(path, ref);
    if (site?.made === undefined) return site && this.#node(site);
    const { made, inherited = false } = site;
    const template = this.#find(made.path, made.ref, depth + 1);
    if (template === undefined) return undefined;
    const { place } = template;
    // What a function only fetched for itself is the same for all who call it.
    const own = inherited ? /\(\)\.|~\d+$/.test(place.ref) : keyOf(place) === keyOf(made);
    const given = !inherited && template.router?.prefix?.some(isParameter) === true;
    if (template.template === undefined && !own && !given) return template;
    return this.#node({ path: site.path, ref: inherited ? ownRef(site.ref, place.ref) : site.ref }, template);
  }

  #prefix(path: string, written: WrittenText): Prefix {
    return joinParts(this.#names.texts(path, written)) ?? UNKNOWN;
  }

  /** The prefix that a router has of its own, which the function that makes it may have been given. */
  #own({ place: made, template }: Node, { path }: Place, written: WrittenText): Prefix {
    if (template === undefined) return this.#prefix(path, written);
    const parts = written.map((part) => {
      const [, index] = isParameter(part) ? (/@(\d+)$/.exec(part.ref) ?? []) : [];
      if (typeof part === 'string' || index === undefined) return this.#names.texts(path, [part])[0];
      const [name] = this.#names.texts(path, [{ ref: part.ref + NAME }]);
      const keys = [`${made.ref}@${index}`, `${made.ref}@${name}`];
      const given = keys.find((key) => this.#names.says(made.path, key));
      const [text] =
        given === undefined
          ? this.#names.texts(path, [{ ref: part.ref + DEFAULT }])
          : this.#names.texts(made.path, [{ ref: given }]);
      return text;
    });
    return joinParts(parts) ?? UNKNOWN;
  }

  /** All prefixes of what a name leads to; none where it is nothing that serves. */
  of(path: string, ref: Ref): readonly Prefix[] {
    const node = this.#find(path, ref);
    return node === undefined ? [] : this.#of(node, 0);
  }

  #of(node: Node, depth: number): readonly Prefix[] {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    if (depth > DEEPEST) return [];
    this.#known.set(node, []);
    const found = distinct(this.#mounts(node, depth));
    this.#known.set(node, found);
    return found;
  }

  #mounts(node: Node, depth: number): Prefix[] {
    const { router, place } = madeOf(node);
    const own = router?.prefix === undefined ? undefined : this.#own(node, place, router.prefix);
    const behind = (front: Prefix): Prefix => (own === undefined ? front : joinPaths(front, own));
    const all = mountsOf(node);
    const only = all.filter((mount) => mount.only);
    const mounts = (only.length > 0 ? only : all).flatMap(({ on, path, instead }) => {
      const parents = on === undefined ? [] : this.#of(on, depth + 1);
      const whole = instead ? path : behind(path);
      // Nobody knows where the parent is: of a router the own path is sure, a parameter may not even be one.
      if (parents.length === 0) {
        const lost =
          router === undefined ||
          router.root ||
          (on !== undefined && (on.router?.view === true || !this.#mayServe(on)));
        return lost ? [] : [{ ...whole, sure: false }];
      }
      return parents.map((parent) => joinPaths(parent, whole));
    });
    const found = [...mounts, ...node.instances.flatMap((instance) => this.#of(instance, depth + 1))];
    if (found.length > 0 || router === undefined) return found;
    const root = router.root !== undefined && !this.#isIdle(node);
    if (!root && (router.view === true || !this.#mayServe(node))) return [];
    return [behind({ text: '', sure: root })];
  }

  /** Tells whether a router that may serve by itself does not. */
  #isIdle(node: Node): boolean {
    const made = madeOf(node);
    const { path, ref } = made.place;
    if (made.router?.root !== 'unless idle') return this.#references.isIdle(path, ref);
    this.#run ??= this.#findRun();
    return this.#run.get(this.#packageOf(made))?.has(made) === false;
  }

  #packageOf({ place, router }: Node): string {
    return `${router?.pack}\0${this.#references.packageOf(place.path)}`;
  }

  /** Of each package the routers that are run; where none is for sure, those that others are put under. */
  #findRun(): Map<string, ReadonlySet<Node>> {
    const apps = [...this.#nodes.values()].filter(({ router }) => router?.root === 'unless idle');
    const parents = new Set(
      [...this.#nodes.values()].flatMap((node) => node.mounted.map(({ on }) => on && madeOf(on))),
    );
    const run = apps.filter(({ place }) => this.#references.isRun(place.path, place.ref));
    const found = new Map<string, Set<Node>>();
    for (const all of [run, apps.filter((app) => parents.has(app))]) {
      const known = new Set(found.keys());
      for (const app of all) {
        const name = this.#packageOf(app);
        if (known.has(name)) continue;
        found.set(name, (found.get(name) ?? new Set()).add(app));
      }
    }
    return found;
  }

  /** Tells whether a node serves by itself, or whether anything may serve it, be it in a way that is not understood. */
  #mayServe(node: Node): boolean {
    const known = this.#served.get(node);
    if (known !== undefined) return known;
    const above = new Set([node]);
    let served = false;
    for (const one of above) {
      const parents = mountsOf(one).map(({ on }) => on);
      served =
        (madeOf(one).router?.root !== undefined && !this.#isIdle(one)) ||
        parents.includes(undefined) ||
        this.#references.mayServe(one.place.path, one.place.ref);
      if (served) break;
      for (const next of [...parents, ...one.instances]) if (next !== undefined) above.add(next);
    }
    this.#served.set(node, served);
    return served;
  }
}

/** What an instance has of a class that it inherits from goes by one name, however it is asked for. */
function ownRef(ref: Ref, inherited: Ref): Ref {
  const end = ref.lastIndexOf('()');
  const member = inherited.slice(inherited.lastIndexOf('().') + 1).replace(/^\)\./, '');
  return end === -1 ? ref : `${ref.slice(0, end)}().${member}`;
}

/** What stands at the end of the calls that made a node: the router that the innermost function makes. */
function madeOf(node: Node): Node {
  let made = node;
  while (made.template !== undefined) made = made.template;
  return made;
}

/** The mounts of a node, with those that the functions which made it do themselves. */
function mountsOf(node: Node): Mounted[] {
  const mounts = [...node.mounted];
  for (let made = node.template; made !== undefined; made = made.template) mounts.push(...made.mounted);
  return mounts;
}
