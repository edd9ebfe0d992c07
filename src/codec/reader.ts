import { MERGED_LIST_LIMIT, MERGED_TEXT_LIMIT } from '../domain/limits.ts';
import { isStamp, NO_STAMP, type Stamp } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { isList, isMap } from './value.ts';
import type { YamlMap, YamlPlace, YamlTree } from './yaml/tree.ts';

/** Reads typed values out of one YAML map; every failure names the file and the key. */
export class MapReader {
  readonly #map: YamlMap;
  readonly #name: string;
  readonly #place: YamlPlace;

  /** @param place where the map stands in its document */
  constructor(tree: YamlTree | undefined, name: string, place: YamlPlace = []) {
    this.#name = name;
    this.#place = place;
    if (!isMap(tree)) throw this.#fail('is not a map', place);
    this.#map = tree;
  }

  #fail(problem: string, place: YamlPlace): GitTaskError {
    return new GitTaskError('STORE_CORRUPT', `${this.#name} ${problem}`, {
      hint: 'git task doctor names what else is wrong on the branch',
      details: { file: this.#name, place },
    });
  }

  /** @param at which entry of the list under the key, counted from 0 */
  fail(key: string, problem: string, at?: number): GitTaskError {
    const place = [...this.#place, key, ...(at === undefined ? [] : [at])];
    return this.#fail(`${key}: ${problem}`, place);
  }

  get keys(): Iterable<string> {
    return this.#map.keys();
  }

  tree(key: string): YamlTree | undefined {
    return this.#map.get(key);
  }

  text(key: string): string | undefined {
    const tree = this.#map.get(key);
    if (tree === undefined) return undefined;
    if (typeof tree !== 'string') throw this.fail(key, 'is not a text');
    if (tree.length > MERGED_TEXT_LIMIT)
      throw this.fail(key, `is longer than ${MERGED_TEXT_LIMIT} characters`);
    return tree;
  }

  required(key: string): string {
    const text = this.text(key);
    if (text === undefined) throw this.fail(key, 'is missing');
    return text;
  }

  stamp(key: string): Stamp {
    const text = this.required(key);
    if (!isStamp(text)) throw this.fail(key, `"${text.slice(0, 40)}" is not a stamp`);
    return text;
  }

  /** A stamp that only git-task can give: NO_STAMP where a person left it out. */
  givenStamp(key: string): Stamp {
    return this.#map.has(key) ? this.stamp(key) : NO_STAMP;
  }

  list(key: string): readonly YamlTree[] {
    const tree = this.#map.get(key);
    if (tree === undefined) return [];
    if (!isList(tree)) throw this.fail(key, 'is not a list');
    if (tree.length > MERGED_LIST_LIMIT) throw this.fail(key, `has more than ${MERGED_LIST_LIMIT} entries`);
    return tree;
  }

  texts(key: string): readonly string[] {
    return this.list(key).map((item, at) => {
      if (typeof item !== 'string') throw this.fail(key, 'holds something that is not a text', at);
      return item;
    });
  }

  maps(key: string): readonly MapReader[] {
    return this.list(key).map(
      (item, at) => new MapReader(item, `${this.#name} ${key}[${at}]`, [...this.#place, key, at]),
    );
  }

  map(key: string): MapReader | undefined {
    const tree = this.#map.get(key);
    return tree === undefined
      ? undefined
      : new MapReader(tree, `${this.#name} ${key}`, [...this.#place, key]);
  }
}

/** An object of the given optional texts, absent ones left out. */
export function present<K extends string>(reader: MapReader, keys: readonly K[]): { [key in K]?: string } {
  const texts: { [key in K]?: string } = {};
  for (const key of keys) {
    const text = reader.text(key);
    if (text !== undefined) texts[key] = text;
  }
  return texts;
}
