import type { Fact } from '../../domain/fact.ts';
import type { Action, ActionRoute, Controller } from '../file-facts/controllers.ts';
import type { WrittenText } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import { PACKAGE } from '../package-names.ts';
import { Conventions, verbOf } from './conventions.ts';
import { served } from './endpoints.ts';
import { joinParts, joinPaths, type Prefix } from './prefixes.ts';
import type { TreeNames } from './tree-names.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** Something as one file writes it. */
interface Placed<T> {
  readonly path: string;
  readonly value: T;
}

/** A class with all its parts. */
interface Class {
  readonly parts: Placed<Controller>[];
}

/** More classes than anybody derives one from. */
const MOST_ANCESTORS = 50;
const UNKNOWN: Prefix = { text: '', sure: false };
/** What controllers of Web API are derived from. */
const WEB = /(^|\.)ApiController$/;
const ABSOLUTE = /^~?\//;

/** The controllers of a tree, with what they inherit. */
class Controllers {
  readonly #names: TreeNames;
  readonly #classes = new Map<string, Class>();
  readonly #conventions: Conventions;

  constructor(files: Files, names: TreeNames) {
    this.#names = names;
    this.#conventions = new Conventions(files, names);
    const whole = new Map<string, Class>();
    for (const [path, { controllers = [], constants }] of files) {
      for (const value of controllers) {
        // Parts are of one class where they say so; else only the namespace tells two of one name apart.
        const key = value.partial
          ? `${constants?.[PACKAGE]?.[0] ?? ''}\0${value.ref}`
          : `${path}\0${value.ref}`;
        const known = whole.get(key) ?? { parts: [] };
        known.parts.push({ path, value });
        whole.set(key, known);
        this.#classes.set(`${path}\0${value.ref}`, known);
      }
    }
  }

  #prefix(path: string, written: WrittenText): Prefix {
    return joinParts(this.#names.texts(path, written)) ?? UNKNOWN;
  }

  #word(path: string, written: WrittenText | undefined): string | undefined {
    const found = written && this.#prefix(path, written);
    return found?.sure ? found.text : undefined;
  }

  /** A class and those that it is derived from, as far as the tree has them. */
  #chain(found: Class): Class[] {
    const chain = [found];
    for (let last = found; chain.length < MOST_ANCESTORS; ) {
      const next = last.parts.flatMap(({ path, value }) =>
        value.bases.flatMap((base) => this.#base(path, base, chain) ?? []),
      )[0];
      if (next === undefined) break;
      chain.push(next);
      last = next;
    }
    return chain;
  }

  #base(path: string, ref: string, chain: readonly Class[]): Class | undefined {
    for (const name of new Set([ref, ref.slice(ref.lastIndexOf('.') + 1)])) {
      const place = this.#names.follow(path, name);
      const found = place && this.#classes.get(`${place.path}\0${place.ref}`);
      if (found !== undefined && !chain.includes(found)) return found;
    }
    return undefined;
  }

  facts(): Fact[] {
    return [...new Set(this.#classes.values())].flatMap((found) => this.#class(found));
  }

  #class(found: Class): Fact[] {
    const { parts } = found;
    if (parts.some(({ value }) => value.abstract)) return [];
    const chain = this.#chain(found);
    if (!chain.some((one) => one.parts.some(({ value }) => value.marked))) return [];
    const routed = chain.find((one) => one.parts.some(({ value }) => value.paths.length > 0));
    const fronts = (routed?.parts ?? []).flatMap(({ path, value }) =>
      value.paths.map((written) => this.#prefix(path, written)),
    );
    const area = chain.flatMap((one) => one.parts.map(({ path, value }) => this.#word(path, value.area)));
    const own = area.find((one) => one !== undefined) ?? this.#conventions.areaOf(parts[0]?.path ?? '');
    const words = { controller: parts[0]?.value.name ?? '', area: own };
    const web = this.#isWebApi(chain);
    const bare = routed?.parts.every(({ value }) => value.fronts) === true;
    const api = chain.some((one) => one.parts.some(({ value }) => value.api));
    const guards = chain.flatMap((one) => one.parts.flatMap(({ value }) => value.guards ?? [])).sort();
    return this.#actions(chain).flatMap(({ path, value: action, routes: said }) => {
      // Without a word of its own an action answers to anything at the path of its class.
      const silent = said.length > 0 || fronts.length === 0 || bare;
      const routes = silent ? said : [{ path, value: { methods: ['*'] } }];
      const methodsOf = (methods: readonly string[]): readonly string[] =>
        web && (methods.length === 0 || methods.includes('*')) ? [verbOf(action.key)] : methods;
      const contract = hashText([...guards, action.contract].join(' '));
      const paths = new Map<string, { readonly methods: readonly string[]; readonly path: Prefix }>();
      for (const { path: from, value: route } of routes) {
        if (bare && route.path === undefined) continue;
        for (const one of this.#paths(from, route, fronts, { ...words, action: action.name })) {
          const methods = [
            ...new Set([...(paths.get(one.text)?.methods ?? []), ...methodsOf(route.methods)]),
          ];
          paths.set(one.text, { methods, path: one });
        }
      }
      if (paths.size === 0 && !api) {
        const methods = methodsOf([...new Set(routes.flatMap(({ value }) => value.methods))]);
        for (const one of this.#conventions.pathsOf({ ...words, web }, action))
          paths.set(one.text, { methods: methods.length === 0 ? ['*'] : methods, path: one });
      }
      return [...paths.values()].flatMap(({ methods, path: one }) =>
        served(this.#names, path, { ...action, contract, methods }, [one]),
      );
    });
  }

  /** A base of that name that the tree has, or that Core uses, is another. */
  #isWebApi(chain: readonly Class[]): boolean {
    return (
      chain
        .at(-1)
        ?.parts.some(
          ({ path, value }) =>
            !this.#conventions.usesCore(path) && value.bases.some((base) => WEB.test(base)),
        ) === true
    );
  }

  /** The actions of a class and of those that it is derived from; what is overridden counts once. */
  #actions(chain: readonly Class[]): (Placed<Action> & { readonly routes: Placed<ActionRoute>[] })[] {
    const found = new Map<string, (Placed<Action> & { routes: Placed<ActionRoute>[] })[]>();
    for (const { parts } of chain) {
      const own = parts.flatMap(({ path, value }) =>
        value.actions.map((action) => ({ path, value: action })),
      );
      const below = new Set(found.keys());
      for (const { path, value } of own) {
        const routes = value.routes.map((route) => ({ path, value: route }));
        const known = found.get(value.key) ?? [];
        if (!below.has(value.key)) found.set(value.key, [...known, { path, value, routes }]);
        else {
          const overriding = known.filter(({ value: one }) => one.overrides && !one.hidden);
          for (const one of overriding) {
            if (one.routes.length === 0) one.routes = routes;
            if (value.hidden) found.delete(value.key);
          }
        }
      }
    }
    const above = new Set(
      chain.slice(1).flatMap(({ parts }) => parts.flatMap((one) => one.value.actions.map(({ key }) => key))),
    );
    return [...found].flatMap(([key, actions]) => {
      // What overrides a method of a library is none, unless it says so itself.
      return actions.filter(
        ({ value, routes }) => !value.hidden && (!value.overrides || above.has(key) || routes.length > 0),
      );
    });
  }

  #paths(
    from: string,
    { path }: ActionRoute,
    fronts: readonly Prefix[],
    words: Readonly<Record<string, string | undefined>>,
  ): Prefix[] {
    const own = path && this.#prefix(from, path);
    const told = ({ text, sure }: Prefix): Prefix => ({
      text: text.replace(
        /\[(controller|action|area)\]/gi,
        (token, word: string) => words[word.toLowerCase()] ?? token,
      ),
      sure,
    });
    if (own?.sure && ABSOLUTE.test(own.text)) return [told({ text: own.text.replace(/^~/, ''), sure: true })];
    const above = this.#conventions.frontOf(from);
    const under = (one: Prefix): Prefix => told(above === undefined ? one : joinPaths(above, one));
    if (fronts.length === 0) return own === undefined ? [] : [under(own)];
    return fronts.map((front) => {
      const plain = { ...front, text: front.text.replace(/^~/, '') };
      return under(own === undefined ? plain : joinPaths(plain, own));
    });
  }
}

/** Finds what the controllers of a tree serve. */
export function controllersOf(files: Files, names: TreeNames): Fact[] {
  return new Controllers(files, names).facts();
}
