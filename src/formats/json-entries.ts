import { isObject, type Json } from './entry.ts';
import type { Report } from './report.ts';

export interface JsonEntry {
  readonly value: Json;
  readonly place: string;
}

/** What a JSON text holds, before anybody asks what it means. */
export type JsonText =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

/** Reads JSON, or JSON line by line; undefined where it is neither. */
export function readJson(text: string): JsonText | undefined {
  const body = text.replace(/^\ufeff/, '');
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    return { kind: 'json', value: JSON.parse(body) };
  } catch {
    const lines = body.split('\n');
    const first = lines.find((line) => line.trim() !== '') ?? '';
    try {
      JSON.parse(first);
    } catch {
      return undefined;
    }
    return { kind: 'lines', lines };
  }
}

/** The entries of a JSON text: objects of a list, one object, or one per line. Anything else is a problem. */
export function entriesOf(json: JsonText, report: Report): readonly JsonEntry[] {
  const entries: JsonEntry[] = [];
  const take = (value: unknown, place: string): void => {
    if (isObject(value)) entries.push({ value, place });
    else report.problem(place, 'is not an object');
  };
  if (json.kind === 'lines') {
    for (const [at, line] of json.lines.entries()) {
      if (line.trim() === '') continue;
      try {
        take(JSON.parse(line), `line ${at + 1}`);
      } catch {
        report.problem(`line ${at + 1}`, 'is not JSON');
      }
    }
  } else if (Array.isArray(json.value))
    for (const [at, value] of json.value.entries()) take(value, `entry ${at + 1}`);
  else take(json.value, 'entry 1');
  return entries;
}
