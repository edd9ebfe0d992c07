import type { Action, Convention } from '../file-facts/controllers.ts';
import type { WrittenText } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { PACKAGE } from '../package-names.ts';
import { directoryOf } from './paths.ts';
import { joinParts, type Prefix } from './prefixes.ts';
import type { TreeNames } from './tree-names.ts';

/** The end of a path that need not be there: `{id?}`, `{page=1}`, `{**rest}`. */
const OPTIONAL = /^\{([^{}?=]*[?=][^{}]*|\*[^{}]*)\}$/;
/** Methods of Web API that begin so answer to that; all others to POST. */
const VERB = /^(get|post|put|delete|patch|head|options)/i;
const UNKNOWN: Prefix = { text: '', sure: false };

interface Mapped {
  readonly path: Prefix;
  readonly api: boolean;
  readonly area: string | undefined;
  readonly controller: string | undefined;
  readonly action: string | undefined;
}

/** A controller as paths for all of them see it. */
interface Addressed {
  readonly controller: string;
  readonly area: string | undefined;
  /** It is of Web API. */
  readonly web: boolean;
}

/** The method of HTTP that a method of Web API answers to, where it does not say. */
export function verbOf(name: string): string {
  return VERB.exec(name)?.[1]?.toUpperCase() ?? 'POST';
}

/** The paths that the controllers of a tree share. */
export class Conventions {
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #names: TreeNames;
  readonly #general: Mapped[] = [];
  /** What is mapped to one controller alone. */
  readonly #fixed = new Map<string, Mapped[]>();
  /** What stands in front of all paths of attributes, by project. */
  readonly #fronts = new Map<string, Prefix>();
  #projects: ReadonlySet<string> | undefined;
  /** Areas by the namespaces whose controllers are in them. */
  readonly #areas = new Map<string, string>();

  constructor(files: ReadonlyMap<string, FileFacts>, names: TreeNames) {
    this.#files = files;
    this.#names = names;
    for (const [path, { conventions = [] }] of files) for (const one of conventions) this.#add(path, one);
  }

  #add(path: string, { path: written, front, api, area, namespace, controller, action }: Convention): void {
    if (front) {
      const text = joinParts(this.#names.texts(path, written)) ?? UNKNOWN;
      this.#fronts.set(this.#project(path), text);
      return;
    }
    const mapped = {
      path: joinParts(this.#names.texts(path, written)) ?? UNKNOWN,
      api: api === true,
      area: this.#word(path, area),
      controller: this.#word(path, controller),
      action: this.#word(path, action),
    };
    if (namespace !== undefined && mapped.area !== undefined) this.#areas.set(namespace, mapped.area);
    const only = mapped.controller?.toLowerCase();
    if (only === undefined || /\{controller/i.test(mapped.path.text)) this.#general.push(mapped);
    else this.#fixed.set(only, [...(this.#fixed.get(only) ?? []), mapped]);
  }

  #word(path: string, written: WrittenText | undefined): string | undefined {
    const found = written && joinParts(this.#names.texts(path, written));
    return found?.sure ? found.text : undefined;
  }

  /** What the program of a file puts in front of all paths that attributes say. */
  frontOf(path: string): Prefix | undefined {
    return this.#fronts.size === 0 ? undefined : this.#fronts.get(this.#project(path));
  }

  /** The nearest directory above that has a project of its own. */
  #project(path: string): string {
    this.#projects ??= new Set(
      [...this.#files.keys()].filter((one) => one.endsWith('.csproj')).map((one) => directoryOf(one)),
    );
    let directory = directoryOf(path);
    while (directory !== '' && !this.#projects.has(directory)) directory = directoryOf(directory);
    return directory;
  }

  /** Tells whether a file uses ASP.NET Core, which has no Web API of its own. */
  usesCore(path: string): boolean {
    return (
      this.#files.get(path)?.imports?.some(({ from }) => from.startsWith('Microsoft.AspNetCore')) === true
    );
  }

  /** The area that the namespace of a file is of. */
  areaOf(path: string): string | undefined {
    if (this.#areas.size === 0) return undefined;
    const [namespace] = this.#files.get(path)?.constants?.[PACKAGE] ?? [];
    for (let name = typeof namespace === 'string' ? namespace : ''; name !== ''; ) {
      const area = this.#areas.get(name);
      if (area !== undefined) return area;
      name = name.slice(0, Math.max(0, name.lastIndexOf('.')));
    }
    return undefined;
  }

  /** Where an action without a path of its own is. */
  pathsOf({ controller, area, web }: Addressed, action: Action): Prefix[] {
    const fixed = this.#fixed.get(controller.toLowerCase()) ?? [];
    const all = [...fixed, ...this.#general].filter(({ api }) => api === web);
    if (web) all.sort((a, b) => Number(a.area === undefined) - Number(b.area === undefined));
    const found = all.flatMap(({ path, area: under, action: only }) => {
      const { text } = path;
      const areas = under !== undefined || /\{area/i.test(text);
      // Of Web API an area has what it maps itself, and else what all have.
      if (!web && areas !== (area !== undefined)) return [];
      if (under !== undefined && under.toLowerCase() !== area?.toLowerCase()) return [];
      const chosen = /\{action/i.test(text);
      if (!web && !chosen && only?.toLowerCase() !== action.name.toLowerCase()) return [];
      const known: Readonly<Record<string, string>> = { controller, action: action.name, area: area ?? '' };
      const whole = text.replace(
        /\{(controller|action|area)\b[^{}]*\}/gi,
        (_all, word: string) => known[word.toLowerCase()] ?? '',
      );
      const segments = whole.split('/').filter((segment) => !web || isTaken(segment, action));
      while (!web && (OPTIONAL.test(segments.at(-1) ?? '') || segments.at(-1) === '')) segments.pop();
      return [{ text: `/${segments.join('/')}`, sure: path.sure }];
    });
    // The first path that a request fits into is the one.
    return web ? found.slice(0, 1) : found;
  }
}

/** Which of several methods Web API calls, the parameters tell: one that need not be there is, where it is asked for. */
function isTaken(segment: string, { takes = [] }: Action): boolean {
  if (segment === '') return false;
  if (!OPTIONAL.test(segment)) return true;
  return takes.includes(segment.replace(/[{}?*]|[:=].*/g, '').toLowerCase());
}
