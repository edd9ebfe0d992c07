import type { Token } from '../lexer/token.ts';

/** What the tag of a field says to GORM, by keys in small letters. */
export type GormTag = ReadonlyMap<string, string>;

const LONGEST_TAG = 2000;

/** Reads what stands behind `gorm:` in a field's tag, and behind `sql:`, which its first version knew. */
export function gormTagOf({ kind, text }: Token): GormTag | undefined {
  if (kind !== 'string' || text.length > LONGEST_TAG) return undefined;
  const tag = new Map<string, string>();
  for (const [, written = ''] of text.matchAll(/(?:^|\s)(?:gorm|sql):"((?:[^"\\]|\\.)*)"/g)) {
    for (const setting of written.split(';')) {
      const colon = setting.indexOf(':');
      const key = (colon === -1 ? setting : setting.slice(0, colon)).trim().toLowerCase();
      if (key !== '') tag.set(key, colon === -1 ? '' : setting.slice(colon + 1).trim());
    }
  }
  return tag.size === 0 ? undefined : tag;
}
