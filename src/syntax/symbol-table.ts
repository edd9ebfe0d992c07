import type { SourceSymbol, SourceSymbols } from '../domain/source-symbols.ts';

/** Tokens by index, `to` excluded. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** One place where a symbol is defined. */
export interface SymbolPlace {
  readonly name: string;
  line: number;
  endLine: number;
  broken: boolean;
  from: number;
  to: number;
  body?: Span;
}

/** What separates the parts of a name in any language, and what some languages mark variables with. */
function keyOf(name: string): string {
  return name
    .replace(/::|->|[#\\/]/g, '.')
    .replace(/[@$&\s]/g, '')
    .replace(/\.{2,}/g, '.')
    .replace(/^\./, '');
}

/** The symbols of one text, found by name. */
export class SymbolTable implements SourceSymbols {
  readonly sound: boolean;
  readonly #tokens: readonly string[];
  readonly #places = new Map<string, SymbolPlace[]>();

  constructor(sound: boolean, tokens: readonly string[], places: readonly SymbolPlace[]) {
    this.sound = sound;
    this.#tokens = tokens;
    for (const place of places) {
      const key = keyOf(place.name);
      const known = this.#places.get(key);
      if (known === undefined) this.#places.set(key, [place]);
      else known.push(place);
    }
  }

  get names(): readonly string[] {
    return [...this.#places.keys()];
  }

  find(name: string): SourceSymbol | undefined {
    const key = keyOf(name);
    const places = this.#places.get(key) ?? this.#outermost(key);
    if (places === undefined) return undefined;
    const text = (from: number, to: number): string => this.#tokens.slice(from, to).join(' ');
    return {
      name: places[0]?.name ?? name,
      line: Math.min(...places.map(({ line }) => line)),
      endLine: Math.max(...places.map(({ endLine }) => endLine)),
      broken: places.some(({ broken }) => broken),
      contract: places
        .map(({ from, to, body }) =>
          body === undefined ? text(from, to) : `${text(from, body.from)} ${text(body.to, to)}`,
        )
        .join('\n'),
      body: places.map(({ body }) => (body === undefined ? '' : text(body.from, body.to))).join('\n'),
    };
  }

  /** The places of the only name that ends so and has the fewest parts of those that do. */
  #outermost(key: string): readonly SymbolPlace[] | undefined {
    let fewest = Number.POSITIVE_INFINITY;
    let found: readonly SymbolPlace[] | undefined;
    for (const [name, places] of this.#places) {
      if (!name.endsWith(`.${key}`)) continue;
      const parts = name.split('.').length;
      if (parts > fewest) continue;
      found = parts === fewest ? undefined : places;
      fewest = parts;
    }
    return found;
  }
}
