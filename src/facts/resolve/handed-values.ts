import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Place, TreeNames } from './tree-names.ts';

/** Handed on from function to function, further than anybody does. */
const DEEPEST = 6;
const MOST_VALUES = 200;
const ELEMENT = '.[]';

/** A router that a parameter was given, and the path it is mounted at, part by part. */
interface GivenMount extends Place {
  readonly text: readonly (string | undefined)[];
}

/** What the parameters of a tree's functions are given, as far as calls say it. */
export class HandedValues {
  readonly #names: TreeNames;
  readonly #given = new Map<string, Place[]>();

  constructor(files: ReadonlyMap<string, FileFacts>, names: TreeNames) {
    this.#names = names;
    for (const [path, { handed = [] }] of files)
      for (const { to, value } of handed) {
        const place = names.follow(path, to);
        if (place === undefined) continue;
        const key = `${place.path}\0${place.ref}`;
        const known = this.#given.get(key);
        if (known === undefined) this.#given.set(key, [{ path, ref: value }]);
        else known.push({ path, ref: value });
      }
  }

  /** What is really mounted where a parameter, or an element of it, is. */
  mounts(path: string, child: Ref, under: WrittenText | undefined): GivenMount[] {
    if (this.#given.size === 0) return [];
    const cut = child.lastIndexOf(ELEMENT);
    const end = cut === -1 ? child.length : cut + ELEMENT.length;
    const [head, tail] = [child.slice(0, end), child.slice(end)];
    return this.#values(path, head, 0).map((value) => {
      const text = (under ?? [{ ref: '~' }]).map((part) =>
        typeof part !== 'string' && part.ref.startsWith(head)
          ? this.#names.texts(value.path, [{ ref: value.ref + part.ref.slice(head.length) }])[0]
          : this.#names.texts(path, [part])[0],
      );
      return { path: value.path, ref: value.ref + tail, text };
    });
  }

  #values(path: string, ref: Ref, depth: number): Place[] {
    const place = depth > DEEPEST ? undefined : this.#names.follow(path, ref);
    if (place === undefined) return [];
    for (let end = place.ref.length; end > 0; end = place.ref.lastIndexOf('.', end - 1)) {
      const rest = place.ref.slice(end);
      const given = this.#given.get(`${place.path}\0${place.ref.slice(0, end)}`);
      if (given === undefined) continue;
      return given
        .flatMap((one) => {
          const value = { path: one.path, ref: one.ref + rest };
          const further = this.#values(value.path, value.ref, depth + 1);
          return further.length > 0 ? further : [value];
        })
        .slice(0, MOST_VALUES);
    }
    return [];
  }
}
