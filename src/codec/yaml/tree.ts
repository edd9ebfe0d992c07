/** What a YAML text says once every scalar is read as text (the failsafe schema). */
export type YamlTree = string | readonly YamlTree[] | YamlMap;

/** A Map, not an object: a key may be `__proto__`, and the order of keys is kept. */
export type YamlMap = ReadonlyMap<string, YamlTree>;

export function isYamlMap(tree: YamlTree | undefined): tree is YamlMap {
  return tree instanceof Map;
}

/** Where something stands in a document: keys of maps, and places in lists counted from 0. */
export type YamlPlace = readonly (string | number)[];
