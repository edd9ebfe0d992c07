import type { GivenCall } from '../file-facts/given-calls.ts';
import type { Ref, TextPart } from '../file-facts/names.ts';
import type { Mount, Route } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import { readPattern } from '../method-pattern.ts';
import type { CalledFunctions } from './called-functions.ts';
import { directoryOf } from './paths.ts';
import type { Place, TreeNames } from './tree-names.ts';

/** Handed on from function to function, further than anybody does. */
const DEEPEST = 4;
/** One function that registers more than this is none that anybody wrote. */
const MOST_RESULTS = 2000;
/** Functions that hand on to each other in circles end here. */
const MOST_STEPS = 20_000;
const PARAMETER = /^(.+)@(\d+)$/;
const METHOD = /^[A-Z]{3,}$/;

/** A part of a text in the file that says it. */
type PlacedPart = string | Place;

/** What a route or a mount within a function comes to, for one call of it. */
interface Pending {
  readonly parts: readonly PlacedPart[];
  readonly methods: readonly PlacedPart[];
  readonly on: Place;
  readonly call?: GivenCall & { readonly path: string };
  readonly contracts: readonly string[];
  readonly bodies: readonly string[];
}

/** A route as a call of the function that registers it makes it. */
export interface GivenRoute {
  /** The file of the call. */
  readonly path: string;
  readonly on: Place;
  readonly route: Omit<Route, 'on' | 'path'>;
  readonly text: readonly (string | undefined)[];
}

function ownerOf(part: TextPart | PlacedPart | undefined): Ref | undefined {
  return part === undefined || typeof part === 'string' ? undefined : PARAMETER.exec(part.ref)?.[1];
}

/** Tells whether what it registers depends on what the function around it is given. */
function isGiven({ path, method }: Pick<Route, 'path' | 'method'>): boolean {
  return method !== undefined || path.some((part) => ownerOf(part) !== undefined);
}

/** Follows what functions are given into the paths of what they register. */
export class GivenCalls {
  readonly #names: TreeNames;
  readonly #called: CalledFunctions;
  #steps = 0;
  /** Calls by the functions they lead to. */
  readonly #calls = new Map<string, (GivenCall & { readonly path: string })[]>();

  constructor(files: ReadonlyMap<string, FileFacts>, names: TreeNames, called: CalledFunctions) {
    this.#names = names;
    this.#called = called;
    const wanted = this.#wanted(files);
    if (wanted.size === 0) return;
    for (const [path, { given = [] }] of files)
      for (const call of given) {
        const last = call.to.slice(call.to.lastIndexOf('.') + 1);
        for (const key of this.#functionsOf(path, call.to, wanted.get(last))) {
          const known = this.#calls.get(key);
          if (known === undefined) this.#calls.set(key, [{ ...call, path }]);
          else known.push({ ...call, path });
        }
      }
  }

  /** The functions that are given something, by the last of their names. Those that only hand it on are among them. */
  #wanted(files: ReadonlyMap<string, FileFacts>): Map<string, Set<string>> {
    const wanted = new Map<string, Set<string>>();
    const add = (path: string, parts: readonly (TextPart | undefined)[]): void => {
      for (const part of parts) {
        const owner = ownerOf(part);
        if (owner === undefined) continue;
        const last = owner.slice(owner.lastIndexOf('.') + 1);
        wanted.set(last, (wanted.get(last) ?? new Set()).add(this.#keyOf(path, owner)));
      }
    };
    for (const [path, { language, routes = [], mounts = [], given = [] }] of files) {
      if (language !== 'go') continue;
      for (const route of routes) add(path, [...route.path, route.method && { ref: route.method }]);
      for (const mount of mounts) add(path, mount.path ?? []);
      for (const { texts } of given) add(path, Object.values(texts).flat());
    }
    return wanted;
  }

  #keyOf(path: string, name: Ref): string {
    return `${name.includes('~') ? path : directoryOf(path)}\0${name}`;
  }

  /** Which of some functions a call may lead to. */
  #functionsOf(path: string, to: Ref, among: ReadonlySet<string> | undefined): string[] {
    if (among === undefined) return [];
    const own = this.#keyOf(path, to);
    if (among.has(own)) return [own];
    const place = this.#names.definitionPlace(path, to);
    if (place !== undefined) {
      const key = this.#keyOf(place.path, place.ref);
      return among.has(key) ? [key] : [];
    }
    return this.#isOfInterface(path, to) ? [...among] : [];
  }

  /** Tells whether a method is one that its type only asks for. */
  #isOfInterface(path: string, to: Ref): boolean {
    const place = this.#names.follow(path, to);
    const end = place?.ref.lastIndexOf('.') ?? -1;
    return (
      place !== undefined &&
      end > 0 &&
      this.#names.definitionPlace(place.path, place.ref.slice(0, end)) !== undefined
    );
  }

  /** What a route of a file comes to by the calls of the function around it; undefined where it depends on none. */
  routes(path: string, route: Route): GivenRoute[] | undefined {
    if (!isGiven(route)) return undefined;
    const { method, on } = route;
    const found = this.#expand(
      {
        parts: this.#placed(path, route.path),
        methods: method === undefined ? [] : [{ path, ref: method }],
        on: { path, ref: on },
        contracts: [route.contract],
        bodies: [route.body],
      },
      0,
    );
    return found.flatMap(({ parts, methods, call, on: where, contracts, bodies }): GivenRoute[] => {
      if (call === undefined) return [];
      const asked = methods.flatMap((one) => (typeof one === 'string' && METHOD.test(one) ? [one] : []));
      const written = parts.map((part) => (typeof part === 'string' ? part : { ref: '~' }));
      const joined = written.every((part) => typeof part === 'string') ? [written.join('')] : written;
      const pattern = readPattern(joined);
      const { line, endLine, handlers } = call;
      return [
        {
          path: call.path,
          on: where,
          text: pattern.path.map((part) => (typeof part === 'string' ? part : undefined)),
          route: {
            methods:
              pattern.method !== undefined ? [pattern.method] : asked.length > 0 ? asked : route.methods,
            line,
            endLine,
            contract: contracts.every((one) => one === '') ? '' : hashText(contracts.join(' ')),
            body: hashText(bodies.join(' ')),
            ...(handlers && { handlers }),
          },
        },
      ];
    });
  }

  /** Where a mount within a function puts something, by the calls of that function; none where it depends on none. */
  mounts(path: string, { on, path: under = [] }: Mount): { on: Place; text: (string | undefined)[] }[] {
    if (!under.some((part) => ownerOf(part) !== undefined)) return [];
    const pending = { methods: [], on: { path, ref: on }, contracts: [], bodies: [] };
    return this.#expand({ ...pending, parts: this.#placed(path, under) }, 0).map(({ parts, on: where }) => ({
      on: where,
      text: parts.map((part) => (typeof part === 'string' ? part : undefined)),
    }));
  }

  /** Texts as far as they are known; what is still to be given is left. */
  #placed(path: string, text: readonly TextPart[]): PlacedPart[] {
    return text.map((part) => {
      if (typeof part === 'string') return part;
      if (ownerOf(part) !== undefined) return { path, ref: part.ref };
      return this.#names.texts(path, [part])[0] ?? { path, ref: '~' };
    });
  }

  #expand(pending: Pending, depth: number): Pending[] {
    const open = [...pending.parts, ...pending.methods].find((part) => ownerOf(part) !== undefined);
    const owner = ownerOf(open);
    if (open === undefined || typeof open === 'string' || owner === undefined) return [pending];
    if (depth === 0) this.#steps = 0;
    if (depth > DEEPEST) return [];
    const found: Pending[] = [];
    for (const call of this.#calls.get(this.#keyOf(open.path, owner)) ?? []) {
      this.#steps += 1;
      if (found.length > MOST_RESULTS || this.#steps > MOST_STEPS) break;
      if (call.within !== undefined && !this.#called.isCalled(call.path, call.within)) continue;
      found.push(...this.#expand(this.#given(pending, call, owner), depth + 1));
    }
    return found;
  }

  /** What is known with one call of a function. */
  #given(pending: Pending, call: GivenCall & { readonly path: string }, owner: Ref): Pending {
    const indexOf = (ref: Ref): string | undefined => {
      const [, name, index] = PARAMETER.exec(ref) ?? [];
      return name === owner ? index : undefined;
    };
    const given = (part: PlacedPart): PlacedPart[] => {
      const index = typeof part === 'string' ? undefined : indexOf(part.ref);
      if (index === undefined) return [part];
      const text = call.texts[index];
      return text === undefined ? [{ path: call.path, ref: '~' }] : this.#placed(call.path, text);
    };
    const methods = pending.methods.flatMap((part) => {
      const index = typeof part === 'string' ? undefined : indexOf(part.ref);
      // Several may be given, one by one.
      const all = Object.entries(call.texts).filter(([at]) => Number(at) >= Number(index));
      return index === undefined ? [part] : all.flatMap(([, text]) => this.#placed(call.path, text));
    });
    const { on } = pending;
    const [base = on.ref] = /^[^.()]+(?:\.[^.()@]+)?@\d+/.exec(on.ref) ?? [];
    const index = indexOf(base);
    const handed = index === undefined ? undefined : call.names?.[index];
    return {
      parts: pending.parts.flatMap(given),
      methods,
      on: handed === undefined ? on : { path: call.path, ref: handed + on.ref.slice(base.length) },
      call,
      contracts: [...pending.contracts, call.contract],
      bodies: [...pending.bodies, call.body],
    };
  }
}
