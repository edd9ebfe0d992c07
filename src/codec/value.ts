import type { Value } from '../domain/task.ts';
import type { YamlMap, YamlTree } from './yaml/tree.ts';

export function isMap(tree: YamlTree | undefined): tree is YamlMap {
  return tree instanceof Map;
}

export function isList(tree: YamlTree | undefined): tree is readonly YamlTree[] {
  return Array.isArray(tree);
}

/** Turns a value of the domain into a YAML tree. */
export function treeFrom(value: Value): YamlTree {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item: Value) => treeFrom(item));
  return new Map(Object.entries(value).map(([key, item]: [string, Value]) => [key, treeFrom(item)]));
}

/** Turns a YAML tree into a value of the domain. */
export function valueFrom(tree: YamlTree): Value {
  if (typeof tree === 'string') return tree;
  if (isList(tree)) return tree.map(valueFrom);
  // fromEntries defines own properties: a key `__proto__` stays a key.
  return Object.fromEntries([...tree].map(([key, item]) => [key, valueFrom(item)]));
}
