import { isTaskId } from '../domain/id.ts';
import type { ImportSource } from '../domain/import-source.ts';
import { isObject, type Json } from './entry.ts';
import type { JsonText } from './json-entries.ts';

/** The tasks of an answer of git-task, without what is around them. */
export function withoutEnvelope(json: JsonText): JsonText {
  if (json.kind !== 'json' || !isObject(json.value)) return json;
  const { schema, data } = json.value;
  return typeof schema === 'string' && schema.startsWith('git-task/') ? { kind: 'json', value: data } : json;
}

function firstObject(json: JsonText): Json | undefined {
  try {
    const first: unknown =
      json.kind === 'lines'
        ? JSON.parse(json.lines.find((line) => line.trim() !== '') ?? 'null')
        : Array.isArray(json.value)
          ? json.value[0]
          : json.value;
    return isObject(first) ? first : undefined;
  } catch {
    return undefined;
  }
}

/** Where JSON comes from, by keys that no other tracker has; undefined where that is open. */
export function guessJson(json: JsonText): ImportSource | undefined {
  const inner = withoutEnvelope(json);
  if (inner !== json) return 'git-task';
  const first = firstObject(json);
  if (first === undefined) return undefined;
  const has = (...keys: readonly string[]): boolean => keys.every((key) => Object.hasOwn(first, key));
  if (has('id', 'title', 'status', 'set') && isTaskId(String(first.id))) return 'git-task';
  if (has('uuid', 'description', 'status', 'entry')) return 'taskwarrior';
  if (has('iid', 'title', 'web_url')) return 'glab';
  if (has('number', 'title') && (has('state') || has('url') || has('body'))) return 'gh';
  if (has('id', 'title') && has('issue_type')) return 'beads';
  return undefined;
}
