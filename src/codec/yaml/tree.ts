/** What a YAML text says once every scalar is read as text (the failsafe schema). */
export type YamlTree = string | readonly YamlTree[] | YamlMap;

/** A Map, not an object: a key may be `__proto__`, and the order of keys is kept. */
export type YamlMap = ReadonlyMap<string, YamlTree>;

export function isYamlMap(tree: YamlTree | undefined): tree is YamlMap {
  return tree instanceof Map;
}
