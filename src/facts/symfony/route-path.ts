import type { WrittenText } from '../file-facts/names.ts';

/** `{path<.+>}` takes the rest of a path; the other constraints and defaults of a parameter do not change its name. */
export function withCatchAlls(path: WrittenText): WrittenText {
  return path.map((part) =>
    typeof part === 'string'
      ? part.replace(/\{!?(\w+)<\.[*+]>[^{}]*\}/g, '{$1:.*}').replace(/\{!?(\w+)<[^<>{}]*>[^{}]*\}/g, '{$1}')
      : part,
  );
}
