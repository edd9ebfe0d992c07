import type { Ref, TextPart } from '../file-facts/names.ts';

/** Of what only the configuration knows. */
const FRONT = '~$';

/** The parts of a text with placeholders: `${api.prefix:/api}/users`. */
export function withPlaceholders(text: string): readonly TextPart[] {
  if (!text.includes('${')) return [text];
  return text
    .split(/\$\{([^{}]*)\}/)
    .map((piece, index) => (index % 2 === 0 ? piece : { ref: FRONT + piece }));
}

/** A key as all ways to write it have in common: `app.basePath`, `app.base-path`. */
function keyOf(written: string): string {
  return written.trim().toLowerCase().replace(/[-_]/g, '');
}

/** The constant that says what stands for a key. */
export function settingOf(key: string): Ref {
  return FRONT + keyOf(key);
}

/** What a reference to a placeholder asks for, and what stands for it where nobody says. */
export function placeholderOf(ref: Ref): { readonly setting: Ref; readonly otherwise?: string } | undefined {
  if (!ref.startsWith(FRONT)) return undefined;
  const [key = '', ...otherwise] = ref.slice(FRONT.length).split(':');
  const setting = settingOf(key);
  return otherwise.length === 0 ? { setting } : { setting, otherwise: otherwise.join(':') };
}
